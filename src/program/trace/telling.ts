/** What a namespace tells the sender of a packet that goes no further: a reset, or an ICMP error. */
import { type Family, familyOf } from './blocks.ts';
import type { Connection, Ending, Trace, Verdict } from './journey.ts';
import { answerTo, ICMP, ICMPV6, isIcmp, type Packet, swapped, TCP } from './packet.ts';
import { sourceOf } from './sender.ts';
import { isError, type Tracking } from './tracking.ts';

import type { Entry, Tracked } from './walk.ts';
import type { World } from './world.ts';

type ErrorName = 'noRoute' | 'host' | 'port' | 'prohibited' | 'tooBig' | 'expired';

/** Type and code. */
const ERRORS: Readonly<Record<Family, Readonly<Record<ErrorName, readonly [number, number]>>>> = {
  4: { noRoute: [3, 0], host: [3, 1], port: [3, 3], prohibited: [3, 13], tooBig: [3, 4], expired: [11, 0] },
  6: { noRoute: [1, 0], host: [1, 3], port: [1, 4], prohibited: [1, 1], tooBig: [2, 0], expired: [3, 0] },
};

/** Words of `reject with icmp type …`, `icmpv6 type …`, `icmpx type …`. */
const REASONS: Readonly<Record<string, ErrorName>> = {
  'net-unreachable': 'noRoute',
  'no-route': 'noRoute',
  'host-unreachable': 'host',
  'addr-unreachable': 'host',
  'port-unreachable': 'port',
  'admin-prohibited': 'prohibited',
};

/** What a receiver says where nobody listens. Undefined: nothing, as of ICMP that asks for nothing. */
export function refusalOf(packet: Packet): Packet | undefined {
  if (packet.protocol === TCP) return resetOf(packet);
  return isIcmp(packet.protocol) ? answerTo(packet) : errorAbout(packet, 'port', packet.destination);
}

/** Undefined: nothing is said of it. Where it began the kernel tells the process itself. */
export function tellingOf(
  { verdict, packet, ending, hops }: Trace,
  world: World,
  tracking: Tracking,
): Entry | undefined {
  if (hops.length === 1 && verdict.kind !== 'rejected') return undefined;
  const said = saidOf(verdict, packet);
  if (!said) return undefined;
  const { namespace } = verdict;
  const source = said.source || sourceOf(namespace, said, world);
  return {
    namespace,
    packet: { ...said, source },
    ...(reflectsMarks(namespace, packet, world) && { mark: ending.mark }),
    ...(ending.connection && { tracked: opposite(ending, ending.connection, tracking) }),
  };
}

function reflectsMarks(namespace: string, { source }: Packet, world: World): boolean {
  const path = familyOf(source) === 4 ? 'ipv4/fwmark_reflect' : 'ipv6/fwmark_reflect';
  return world.objectsOf(namespace)?.sysctl(path) === '1';
}

/** What is said of a packet belongs to that packet's connection, and goes the other way. */
function opposite({ direction }: Ending, connection: Connection, tracking: Tracking): Tracked {
  return {
    connection: tracking.adopt(connection),
    state: 'related',
    direction: direction === 'original' ? 'reply' : 'original',
  };
}

function saidOf(verdict: Verdict, packet: Packet): Packet | undefined {
  if (verdict.kind === 'rejected' && verdict.with === 'tcp reset') return resetOf(packet);
  const name = errorOf(verdict);
  // Nothing is said of what is an error itself, so that nobody goes on about errors for ever.
  return name && !isError(packet) ? errorAbout(packet, name, '') : undefined;
}

function errorAbout(packet: Packet, name: ErrorName, source: string): Packet {
  const family = familyOf(packet.source);
  const [type, code] = ERRORS[family][name];
  return {
    protocol: family === 4 ? ICMP : ICMPV6,
    source,
    destination: packet.source,
    type,
    code,
    about: packet,
  };
}

function resetOf(packet: Packet): Packet | undefined {
  return packet.flags?.includes('rst') ? undefined : { ...swapped(packet), flags: ['rst', 'ack'] };
}

function errorOf(verdict: Verdict): ErrorName | undefined {
  switch (verdict.kind) {
    case 'rejected':
      return REASONS[verdict.with.split(' ').at(-1) ?? ''] ?? 'port';
    case 'noRoute':
      return noRouteError(verdict.by?.path);
    case 'noNeighbour':
      return 'host';
    case 'tooBig':
    case 'expired':
      return verdict.kind;
    default:
      return undefined;
  }
}

/** Of a route that leads nowhere, by its type; forged and broadcast addresses are dropped without a word. */
function noRouteError(path: string | undefined): ErrorName | undefined {
  if (path === undefined) return 'noRoute';
  if (path === 'unreachable') return 'host';
  return path === 'prohibit' ? 'prohibited' : undefined;
}
