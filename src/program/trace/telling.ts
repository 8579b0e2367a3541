/** What a namespace tells the sender of a packet that goes no further: a reset, or an ICMP error. */
import type { Connection, Ending, Trace, Verdict } from './journey.ts';
import { ICMP, type Packet, swapped } from './packet.ts';
import { sourceOf } from './sender.ts';
import { isError, type Tracking } from './tracking.ts';
import type { Entry, Tracked } from './walk.ts';
import type { World } from './world.ts';

const UNREACHABLE = 3;
const TIME_EXCEEDED = 11;
const NET = 0;
const HOST = 1;
const TOO_BIG = 4;
const PROHIBITED = 13;

/** As nft names codes of ICMP's "destination unreachable". */
const CODES: Readonly<Record<string, number>> = {
  'net-unreachable': NET,
  'host-unreachable': HOST,
  'prot-unreachable': 2,
  'port-unreachable': 3,
  'net-prohibited': 9,
  'host-prohibited': 10,
  'admin-prohibited': PROHIBITED,
};

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
  const reflects = world.objectsOf(namespace)?.sysctl('ipv4/fwmark_reflect') === '1';
  return {
    namespace,
    packet: { ...said, source },
    ...(reflects && { mark: ending.mark }),
    ...(ending.connection && { tracked: opposite(ending, ending.connection, tracking) }),
  };
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
  const error = errorOf(verdict);
  // Nothing is said of what is an error itself, so that nobody goes on about errors for ever.
  return error && !isError(packet)
    ? { ...error, protocol: ICMP, source: '', destination: packet.source, about: packet }
    : undefined;
}

function resetOf(packet: Packet): Packet | undefined {
  return packet.flags?.includes('rst') ? undefined : { ...swapped(packet), flags: ['rst', 'ack'] };
}

function errorOf(verdict: Verdict): { readonly type: number; readonly code: number } | undefined {
  switch (verdict.kind) {
    case 'rejected':
      return unreachable(CODES[verdict.with.replace('icmp type ', '')] ?? NET);
    case 'noRoute':
      return noRouteError(verdict.by?.path);
    case 'noNeighbour':
      return unreachable(HOST);
    case 'tooBig':
      return unreachable(TOO_BIG);
    case 'expired':
      return { type: TIME_EXCEEDED, code: 0 };
    default:
      return undefined;
  }
}

/** Of a route that leads nowhere, by its type; forged and broadcast addresses are dropped without a word. */
function noRouteError(
  path: string | undefined,
): { readonly type: number; readonly code: number } | undefined {
  if (path === undefined) return unreachable(NET);
  if (path === 'unreachable') return unreachable(HOST);
  return path === 'prohibit' ? unreachable(PROHIBITED) : undefined;
}

function unreachable(code: number): { readonly type: number; readonly code: number } {
  return { type: UNREACHABLE, code };
}
