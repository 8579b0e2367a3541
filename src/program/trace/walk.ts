/** A packet's walk from namespace to namespace, until it is somewhere or goes no further. */
import { known } from '../../base/assert.ts';
import { type TrackedConnection, toldOf } from './connection.ts';
import type { Chooser, Hop, Trace, Verdict } from './journey.ts';
import type { Packet } from './packet.ts';
import type { PacketState, Passage } from './passage.ts';
import { arrive, type Outcome, send } from './passing.ts';
import type { Tracking } from './tracking.ts';
import type { World } from './world.ts';

/** What is about to go through a namespace. */
export interface Entry {
  readonly namespace: string;
  /** The device it comes in by; undefined: it begins here. */
  readonly in?: string;
  readonly packet: Packet;
  readonly mark?: number;
  /** What it is known by already: over loopback, and where the kernel tells a sender something. */
  readonly tracked?: Tracked;
}

export interface Tracked {
  readonly connection: TrackedConnection;
  readonly state: PacketState;
  readonly direction: 'original' | 'reply';
}

/** As the kernel's own packets begin. */
const TIME_TO_LIVE = 64;

export function walk(start: Entry, world: World, tracking: Tracking, choose: Chooser): Trace {
  const hops: Hop[] = [];
  let entry = start;
  for (let timeToLive = TIME_TO_LIVE; ; timeToLive--) {
    const passage = enter(entry, world, choose);
    const outcome = go(passage, { world, tracking, timeToLive });
    hops.push(hopOf(entry, passage, outcome));
    if ('verdict' in outcome) return told(outcome.verdict, hops, passage, tracking);
    entry = entryOf(outcome, passage);
  }
}

function enter(
  { namespace, in: device, packet, mark = 0, tracked }: Entry,
  world: World,
  choose: Chooser,
): Passage {
  return {
    namespace,
    objects: known(world.objectsOf(namespace), `${namespace} is there`),
    choose,
    steps: [],
    packet,
    mark,
    in: device,
    out: undefined,
    connection: tracked?.connection,
    state: tracked?.state ?? 'invalid',
    direction: tracked?.direction ?? 'original',
    lookups: [],
    rewrites: undefined,
  };
}

function go(passage: Passage, parts: Parameters<typeof send>[1]): Outcome {
  return passage.in === undefined ? send(passage, parts) : arrive(passage, parts);
}

/** Over loopback a packet stays what connection tracking has taken it for. */
function entryOf({ to }: Extract<Outcome, { readonly to: unknown }>, passage: Passage): Entry {
  const { packet, mark, connection, state, direction } = passage;
  if (to.namespace !== passage.namespace) return { namespace: to.namespace, in: to.name, packet };
  return {
    namespace: to.namespace,
    in: to.name,
    packet,
    mark,
    ...(connection && { tracked: { connection, state, direction } }),
  };
}

function hopOf(entry: Entry, { namespace, out, packet, steps }: Passage, outcome: Outcome): Hop {
  return {
    namespace,
    ...(entry.in !== undefined && { in: entry.in }),
    ...('to' in outcome && out !== undefined && { out }),
    arrived: entry.packet,
    left: packet,
    steps,
  };
}

function told(verdict: Verdict, hops: readonly Hop[], passage: Passage, tracking: Tracking): Trace {
  const { packet, connection, direction, mark } = passage;
  const ending = { ...(connection && { connection: toldOf(connection) }), direction, mark };
  return { verdict, packet, hops, connections: tracking.all(), ending };
}
