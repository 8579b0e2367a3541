/** A route's words, and a table of routes that finds the longest prefix. */
import { parseCidr, parseIpv4 } from '../../base/ip.ts';
import { UnknownForm } from './unknownForm.ts';

export interface Route {
  readonly table: number;
  /** As it is written: `10.0.0.0/16`, `default`. */
  readonly destination: string;
  readonly base: number;
  readonly prefixLength: number;
  /** local, broadcast: the kernel's own for its addresses. throw: the next table is asked. */
  readonly type: 'unicast' | 'local' | 'broadcast' | DeadEnd | 'throw';
  readonly device?: string;
  /** The next hop; undefined: the destination itself is on the link. */
  readonly via?: string;
  /** Address that the namespace's own packets bear. */
  readonly source?: string;
  readonly mtu?: number;
  /** All but the destination. */
  readonly path: string;
}

export type DeadEnd = 'blackhole' | 'unreachable' | 'prohibit';

export const MAIN_TABLE = 254;
export const LOCAL_TABLE = 255;

const TYPES: ReadonlySet<string> = new Set(['unicast', 'blackhole', 'unreachable', 'prohibit', 'throw']);

/**
 * @param destination `10.0.0.0/16`, `default table 1001`
 * @param path `via 10.0.0.1 dev eth0 onlink`, `blackhole`
 */
export function parseRoute(destination: string, path: string): Route {
  const [to = '', ...place] = destination.split(' ');
  const block = parseCidr(to === 'default' ? '0.0.0.0/0' : to.includes('/') ? to : `${to}/32`);
  if (!block) throw new UnknownForm('route', destination);
  return {
    destination: to,
    ...block,
    table: MAIN_TABLE,
    type: 'unicast',
    path,
    ...attributes([...place, ...path.split(' ')]),
  };
}

function attributes(words: readonly string[]): Partial<Route> {
  const found: { -readonly [K in keyof Route]?: Route[K] } = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (TYPES.has(word)) found.type = word as Route['type'];
    else if (word !== 'onlink' && word !== '') readAttribute(found, word, words[++at] ?? '', words);
  }
  return found;
}

function readAttribute(
  found: { -readonly [K in keyof Route]?: Route[K] },
  name: string,
  value: string,
  words: readonly string[],
): void {
  if (name === 'table') found.table = Number(value);
  else if (name === 'dev') found.device = value;
  else if (name === 'via') found.via = value;
  else if (name === 'src') found.source = value;
  else if (name === 'mtu') found.mtu = Number(value);
  else throw new UnknownForm('route', words.join(' '));
}

export class RouteTable {
  /** By prefix length, then by the block's first address. */
  readonly #routes: Map<number, Route>[] = [];

  add(route: Route): void {
    const ofLength = this.#routes[route.prefixLength] ?? new Map<number, Route>();
    this.#routes[route.prefixLength] = ofLength.set(route.base, route);
  }

  find(address: string): Route | undefined {
    const number = parseIpv4(address);
    if (number === undefined) return undefined;
    for (let length = this.#routes.length - 1; length >= 0; length--) {
      const size = 2 ** (32 - length);
      const route = this.#routes[length]?.get(number - (number % size));
      if (route) return route;
    }
    return undefined;
  }
}
