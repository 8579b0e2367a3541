/** A packet on its way through one namespace: what its rules see, and what they change. */

import type { TrackedConnection } from './connection.ts';
import type { Chooser, Lookup, Step } from './journey.ts';
import type { NamespaceObjects } from './namespaceObjects.ts';
import type { Packet } from './packet.ts';

export type PacketState = 'new' | 'established' | 'related' | 'invalid';

export interface Passage {
  readonly namespace: string;
  readonly objects: NamespaceObjects;
  readonly choose: Chooser;
  readonly steps: Step[];
  packet: Packet;
  mark: number;
  /** Devices; undefined where there is none at this hook. */
  in: string | undefined;
  out: string | undefined;
  /** Undefined before connection tracking has seen it, and for what that cannot place. */
  connection: TrackedConnection | undefined;
  state: PacketState;
  /** It goes the way of its connection's first packet, or the other one. */
  direction: 'original' | 'reply';
  /** Of the rule that is being asked. */
  lookups: Lookup[];
  rewrites: Partial<Packet> | undefined;
}
