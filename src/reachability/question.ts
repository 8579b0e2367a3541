/** What is asked: may this reach that? */
import type { Packet, Protocol } from './packet.ts';

export interface Question {
  readonly from: Origin;
  /** The addresses that may be dialed, in the order of preference; at least one. */
  readonly addresses: readonly string[];
  readonly protocol: Protocol;
  /** Undefined for ICMP. */
  readonly port?: number;
  /** Default: one that Linux takes for its own. */
  readonly sourcePort?: number;
}

export type Origin =
  | { readonly kind: 'interface'; readonly id: string; readonly address: string }
  /** Something that packets come into a VPC by: a gateway, a peering connection, an attachment, a service. */
  | { readonly kind: 'gateway'; readonly id: string; readonly vpcId: string; readonly address: string };

/** Where clients' ports are on Linux (32768 to 60999). */
const CLIENT_PORT = 40_000;
const ECHO_REQUEST = 8;

/** The first packet of the connection that the question is about. */
export function packetTo({ from, protocol, port, sourcePort }: Question, destination: string): Packet {
  const isIcmp = protocol === 'icmp';
  return {
    protocol,
    source: from.address,
    destination,
    sourcePort: isIcmp ? 0 : (sourcePort ?? CLIENT_PORT),
    destinationPort: isIcmp ? ECHO_REQUEST : (port ?? 0),
  };
}
