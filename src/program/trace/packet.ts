/** A packet as trace sees it: what rules and routes can ask of it. */

import { canonical } from './blocks.ts';

/** IP protocol numbers that have more to them than addresses. */
export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;
export const ICMPV6 = 58;

export type TcpFlag = 'syn' | 'ack' | 'fin' | 'rst' | 'psh' | 'urg';

export interface Packet {
  /** IP protocol number. */
  readonly protocol: number;
  /** Dotted text, or IPv6 in its shortest form. */
  readonly source: string;
  readonly destination: string;
  /** TCP and UDP. */
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** ICMP, of either family. */
  readonly type?: number;
  readonly code?: number;
  /** ICMP echo: what its answer repeats. */
  readonly identifier?: number;
  /** TCP. */
  readonly flags?: readonly TcpFlag[];
  /** Bytes with the IP header; undefined: small enough for every link. */
  readonly length?: number;
  /** May not be cut in pieces on its way. */
  readonly dontFragment?: boolean;
  /** ICMP errors: the packet that they are about, as it was where it met the error. */
  readonly about?: Packet;
}

/**
 * A packet that somebody is to send: what is left out is as the kernel does it. Source: the address of the interface
 * that its routes choose; ports: 40000; TCP flags: those of a connection's first packet; ICMP: an echo request.
 */
export type Sending = Pick<Packet, 'protocol' | 'destination'> & Partial<Packet>;

const CLIENT_PORT = 40_000;
const ECHO = { [ICMP]: { request: 8, reply: 0 }, [ICMPV6]: { request: 128, reply: 129 } } as const;

/** The packet to send, complete but for a source that nobody has named. */
export function asSent(sending: Sending, source: string): Packet {
  const { protocol, destination } = sending;
  return {
    ...defaultsOf(protocol),
    ...sending,
    source: canonical(source),
    destination: canonical(destination),
  };
}

/** What a socket that the packet has come to answers. */
export function answerTo(packet: Packet): Packet | undefined {
  const back = swapped(packet);
  if (packet.protocol === TCP) return { ...back, flags: ['syn', 'ack'] };
  if (!isIcmp(packet.protocol)) return back;
  const { request, reply } = ECHO[packet.protocol];
  return packet.type === request ? { ...back, type: reply, code: 0 } : undefined;
}

export function isIcmp(protocol: number): protocol is keyof typeof ECHO {
  return protocol === ICMP || protocol === ICMPV6;
}

/** Source and destination, addresses and ports, the other way round. */
export function swapped(packet: Packet): Packet {
  const { source, destination, sourcePort, destinationPort, about: _, ...rest } = packet;
  return {
    ...rest,
    source: destination,
    destination: source,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
  };
}

function defaultsOf(protocol: number): Partial<Packet> {
  const ports = { sourcePort: CLIENT_PORT, destinationPort: CLIENT_PORT };
  if (protocol === TCP) return { ...ports, flags: ['syn'] };
  if (protocol === UDP) return ports;
  return isIcmp(protocol) ? { type: ECHO[protocol].request, code: 0, identifier: 1 } : {};
}
