/** Connection tracking: which packets belong together, as the kernel of each namespace tells them. */
import {
  inverted,
  isSame,
  mayBeAnswered,
  type TrackedConnection,
  toldOf,
  tracked,
  tupleOf,
} from './connection.ts';
import type { Connection, Tuple } from './journey.ts';
import { ICMP, ICMPV6, isIcmp, type Packet, TCP } from './packet.ts';
import type { Passage } from './passage.ts';

/** Errors quote the packet they are about: unreachable, quench, redirect, time exceeded, parameter problem. */
const ERROR_TYPES: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);
/** ICMPv6 numbers errors below all else. */
const FIRST_INFORMATION_TYPE = 128;

/** What every namespace remembers; a packet that was dropped on its way through one is not remembered there. */
export class Tracking {
  readonly #connections: TrackedConnection[];

  constructor(connections: readonly Connection[] = []) {
    this.#connections = connections.map((connection) => tracked(connection));
  }

  /** Places the packet, and begins a connection with it where it belongs to none. */
  track(passage: Passage): void {
    const { packet, namespace } = passage;
    const isAbout = isError(packet);
    const tuple = isAbout ? packet.about && inverted(tupleOf(packet.about)) : tupleOf(packet);
    const found = tuple && this.#find(namespace, tuple);
    if (found) join(passage, found, isAbout);
    else if (tuple && !isAbout && mayBegin(packet, passage)) begin(passage, tuple);
    else passage.state = 'invalid';
  }

  /** The packet has passed: from now on its connection is known. */
  confirm({ connection }: Passage): void {
    if (!connection || this.#connections.includes(connection)) return;
    connection.destinationDecided = true;
    connection.sourceDecided = true;
    this.#connections.push(connection);
  }

  /** A connection that a packet had in this namespace: one that is known, or one that only that packet would have begun. */
  adopt(connection: Connection): TrackedConnection {
    const known = this.#connections.find(
      ({ namespace, original }) =>
        namespace === connection.namespace && isSame(original, connection.original),
    );
    return known ?? { ...tracked(connection), sourceDecided: false };
  }

  all(): Connection[] {
    return this.#connections.map(toldOf);
  }

  #find(namespace: string, tuple: Tuple): Found | undefined {
    for (const connection of this.#connections) {
      if (connection.namespace !== namespace) continue;
      if (isSame(connection.original, tuple)) return { connection, direction: 'original' };
      if (isSame(connection.reply, tuple)) return { connection, direction: 'reply' };
    }
    return undefined;
  }
}

interface Found {
  readonly connection: TrackedConnection;
  readonly direction: 'original' | 'reply';
}

export function isError({ protocol, type }: Packet): boolean {
  if (type === undefined) return false;
  return protocol === ICMPV6 ? type < FIRST_INFORMATION_TYPE : protocol === ICMP && ERROR_TYPES.has(type);
}

function join(passage: Passage, { connection, direction }: Found, isAbout: boolean): void {
  passage.connection = connection;
  passage.direction = direction;
  if (direction === 'reply' && !isAbout) connection.answered = true;
  passage.state = isAbout ? 'related' : connection.answered ? 'established' : 'new';
}

function begin(passage: Passage, original: Tuple): void {
  passage.state = 'new';
  passage.direction = 'original';
  passage.connection = {
    namespace: passage.namespace,
    original,
    reply: inverted(original),
    mark: 0,
    destinationTranslated: false,
    sourceTranslated: false,
    destinationDecided: false,
    sourceDecided: false,
    answered: false,
  };
}

function mayBegin(packet: Packet, { objects }: Passage): boolean {
  const { protocol, flags = [] } = packet;
  if (isIcmp(protocol)) return mayBeAnswered(packet);
  if (protocol !== TCP) return true;
  if (flags.includes('rst') || flags.includes('fin')) return false;
  if (flags.includes('syn')) return !flags.includes('ack');
  // From the middle of a connection that nobody knows.
  return flags.includes('ack') && objects.sysctl('netfilter/nf_conntrack_tcp_loose') !== '0';
}
