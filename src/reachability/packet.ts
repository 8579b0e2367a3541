/** The packet that a question is about, as addresses and ports; resources know no more of packets. */
import type { AnalysisPacketHeader } from '@aws-sdk/client-ec2';

export interface Packet {
  readonly protocol: Protocol;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  /** ICMP echo has no ports: its type stands here, 8 there and 0 back (sourcePort: the other one). */
  readonly destinationPort: number;
}

/** Of an interface, or of a subnet. */
export type Direction = 'ingress' | 'egress';

export type Protocol = 'tcp' | 'udp' | 'icmp';

/** IANA's numbers. */
export const PROTOCOL_NUMBERS: Readonly<Record<Protocol, number>> = { icmp: 1, tcp: 6, udp: 17 };

/** What comes back. */
export function answerTo(packet: Packet): Packet {
  return {
    protocol: packet.protocol,
    source: packet.destination,
    destination: packet.source,
    sourcePort: packet.destinationPort,
    destinationPort: packet.sourcePort,
  };
}

/** `TCP 10.0.0.5:40000 → 10.0.1.7:443`. */
export function packetText({ protocol, source, sourcePort, destination, destinationPort }: Packet): string {
  if (protocol === 'icmp') return `ICMP ${source} → ${destination}`;
  return `${protocol.toUpperCase()} ${source}:${sourcePort} → ${destination}:${destinationPort}`;
}

/** As EC2 shows it. */
export function header(packet: Packet): AnalysisPacketHeader {
  const { protocol, source, destination, sourcePort, destinationPort } = packet;
  return {
    Protocol: String(PROTOCOL_NUMBERS[protocol]),
    SourceAddresses: [`${source}/32`],
    SourcePortRanges: [{ From: sourcePort, To: sourcePort }],
    DestinationAddresses: [`${destination}/32`],
    DestinationPortRanges: [{ From: destinationPort, To: destinationPort }],
  };
}
