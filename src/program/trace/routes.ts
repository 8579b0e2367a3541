/** A route's words, and a table of routes that finds the longest prefix. */
import { type Block, familyOf, lengthOf, numberOf, parseBlock, prefixOf } from './blocks.ts';
import { UnknownForm } from './unknownForm.ts';

export interface Route extends Block {
  readonly table: number;
  /** As it is written: `10.0.0.0/16`, `default`. */
  readonly destination: string;
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

const TYPES: ReadonlySet<string> = new Set([
  'unicast',
  'local',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
]);

/**
 * @param destination `10.0.0.0/16`, `default table 1001`
 * @param path `via 10.0.0.1 dev eth0 onlink`, `blackhole`
 */
export function parseRoute(destination: string, path: string): Route {
  const [to = '', ...place] = destination.split(' ');
  const block = parseBlock(to === 'default' ? '0.0.0.0/0' : to);
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

/** Routes of one table and one family. */
class Prefixes {
  /** By prefix length, then by the block's first address. */
  readonly #routes: Map<bigint, Route>[] = [];

  add(route: Route): void {
    const ofLength = this.#routes[route.prefixLength] ?? new Map<bigint, Route>();
    this.#routes[route.prefixLength] = ofLength.set(route.base, route);
  }

  longest(address: bigint, family: Block['family']): Route | undefined {
    for (let length = Math.min(this.#routes.length - 1, lengthOf(family)); length >= 0; length--) {
      const route = this.#routes[length]?.get(prefixOf(address, length, family));
      if (route) return route;
    }
    return undefined;
  }
}

export class RouteTable {
  readonly #families = { 4: new Prefixes(), 6: new Prefixes() };

  add(route: Route): void {
    this.#families[route.family].add(route);
  }

  find(address: string): Route | undefined {
    const [family, number] = [familyOf(address), numberOf(address)];
    return number === undefined ? undefined : this.#families[family].longest(number, family);
  }
}
