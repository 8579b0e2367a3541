/** A connection as a namespace tells its packets: a tuple for each direction. */
import type { Connection, Tuple } from './journey.ts';
import { ICMP, ICMPV6, isIcmp, type Packet, TCP, UDP } from './packet.ts';

/** A connection while packets of it are on their way. */
export interface TrackedConnection {
  readonly namespace: string;
  readonly original: Tuple;
  reply: Tuple;
  mark: number;
  destinationTranslated: boolean;
  sourceTranslated: boolean;
  /** Chains of type nat have been asked; they are asked once. */
  destinationDecided: boolean;
  sourceDecided: boolean;
  answered: boolean;
}

/** ICMP types of requests, and of what answers them: echo, timestamp, information, address mask. */
const ANSWERS: Readonly<Record<number, ReadonlyMap<number, number>>> = {
  [ICMP]: new Map([
    [8, 0],
    [13, 14],
    [15, 16],
    [17, 18],
  ]),
  [ICMPV6]: new Map([[128, 129]]),
};

/** As it is kept between packets. */
export function toldOf(connection: TrackedConnection): Connection {
  const { destinationDecided: _, sourceDecided: __, ...told } = connection;
  return told;
}

/** A packet of it has passed before. */
export function tracked(connection: Connection): TrackedConnection {
  return { ...connection, destinationDecided: true, sourceDecided: true };
}

/** What an answer to the tuple's packets looks like. */
export function inverted(tuple: Tuple): Tuple {
  const { protocol, source, destination, sourcePort, destinationPort } = tuple;
  const ports = isIcmp(protocol)
    ? { sourcePort, destinationPort: answeringType(protocol, destinationPort) }
    : { sourcePort: destinationPort, destinationPort: sourcePort };
  return { protocol, source: destination, destination: source, ...ports };
}

export function tupleOf(packet: Packet): Tuple {
  const { protocol, source, destination } = packet;
  if (isIcmp(protocol))
    return { protocol, source, destination, sourcePort: packet.identifier, destinationPort: typeOf(packet) };
  if (protocol !== TCP && protocol !== UDP) return { protocol, source, destination };
  return {
    protocol,
    source,
    destination,
    sourcePort: packet.sourcePort,
    destinationPort: packet.destinationPort,
  };
}

/** Type and code in one number, as the kernel keeps them in place of the destination's port. */
function typeOf({ type = 0, code = 0 }: Packet): number {
  return type * 256 + code;
}

export function isSame(a: Tuple, b: Tuple): boolean {
  return (
    a.source === b.source &&
    a.destination === b.destination &&
    a.protocol === b.protocol &&
    a.sourcePort === b.sourcePort &&
    a.destinationPort === b.destinationPort
  );
}

/** Whether it is a type of ICMP that asks for something. */
export function mayBeAnswered({ protocol, type = -1 }: Packet): boolean {
  return ANSWERS[protocol]?.has(type) ?? false;
}

function answeringType(protocol: number, typeAndCode = 0): number {
  const [type, code] = [typeAndCode >> 8, typeAndCode & 255];
  const answers = [...(ANSWERS[protocol] ?? [])];
  const [pair = []] = answers.filter((each) => each.includes(type));
  return (pair.find((each) => each !== type) ?? type) * 256 + code;
}
