/** Address translation: a rule decides once for a connection, and every packet of it is rewritten accordingly. */
import { inverted, type TrackedConnection } from './connection.ts';
import type { Tuple } from './journey.ts';
import { type Packet, TCP, UDP } from './packet.ts';
import type { Passage } from './passage.ts';
import { isError } from './tracking.ts';

export type End = 'source' | 'destination';

/**
 * Gives the connection's packets another source or destination, as dnat and snat do. A port is kept where the target has
 * none: the kernel takes another only where two connections would look alike.
 * @param target `10.0.0.10`, `10.0.0.10 . 80`
 * @returns what it makes of the first packet
 */
export function translate(connection: TrackedConnection, end: End, target: string): Partial<Packet> {
  const [address = '', port] = target.split(' . ');
  const before = inverted(connection.reply);
  const after: Tuple = {
    ...before,
    ...rewritten(end, address, port === undefined ? undefined : Number(port)),
  };
  connection.reply = inverted(after);
  connection[`${end}Decided`] = true;
  // A target that is what was there already is no translation (and `ct status` has no bit of it).
  if (before[end] !== after[end] || before[`${end}Port`] !== after[`${end}Port`])
    connection[`${end}Translated`] = true;
  return rewritten(end, after[end], port === undefined ? undefined : Number(port));
}

/** Rewrites one end of a packet, as its connection says. Answers get back what the first packet had. */
export function rewrite(passage: Passage, end: End): void {
  const { connection, direction } = passage;
  if (!connection) return;
  const isReply = direction === 'reply';
  const decided = isReply ? otherEnd(end) : end;
  if (!connection[`${decided}Translated`]) return;
  const opposite = isReply ? connection.original : connection.reply;
  const packet = isError(passage.packet)
    ? withQuote(passage.packet, otherEnd(end), opposite)
    : passage.packet;
  passage.packet = withEnd(packet, end, inverted(opposite));
}

/** What an error quotes has gone the other way, so its other end is the one to rewrite. */
function withQuote(packet: Packet, end: End, tuple: Tuple): Packet {
  return packet.about ? { ...packet, about: withEnd(packet.about, end, tuple) } : packet;
}

function withEnd(packet: Packet, end: End, tuple: Tuple): Packet {
  const hasPorts = packet.protocol === TCP || packet.protocol === UDP;
  return { ...packet, ...rewritten(end, tuple[end], hasPorts ? tuple[`${end}Port`] : undefined) };
}

function rewritten(end: End, address: string, port: number | undefined): Partial<Packet> {
  if (end === 'source') return { source: address, ...(port !== undefined && { sourcePort: port }) };
  return { destination: address, ...(port !== undefined && { destinationPort: port }) };
}

function otherEnd(end: End): End {
  return end === 'source' ? 'destination' : 'source';
}
