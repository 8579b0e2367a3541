/** Packets as they are seen on devices, read from their bytes: as much as tells them apart and says where they go. */

export interface Sighting {
  readonly namespace: string;
  readonly device: string;
  readonly direction: 'in' | 'out';
  readonly protocol: number;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** What stays the same wherever the packet is seen. */
  readonly mark: string;
}

const [ICMP, TCP, UDP] = [1, 6, 17];
const IPV4 = 0x0800;
const OUTGOING = 4;
const [FIN, SYN, RST, ACK] = [1, 2, 4, 16];
const [ECHO_REPLY, ECHO_REQUEST] = [0, 8];
/** Begins what our datagrams and echoes carry; what follows is the number of the case. */
export const MAGIC = 0x70726f66;

type Read = Omit<Sighting, 'namespace' | 'device' | 'direction'>;

/** Whether a packet socket saw it leave. */
export function isOutgoing(from: Buffer): boolean {
  return from[10] === OUTGOING;
}

export function deviceIndex(from: Buffer): number {
  return from.readInt32LE(4);
}

/** Undefined for what is none of ours. */
export function readPacket(from: Buffer, bytes: Buffer): Read | undefined {
  if (from.readUInt16BE(2) !== IPV4 || bytes.length < 20) return undefined;
  const length = ((bytes[0] as number) & 15) * 4;
  const protocol = bytes[9] as number;
  const ends = { protocol, source: text(bytes, 12), destination: text(bytes, 16) };
  const inner = bytes.subarray(length, bytes.readUInt16BE(2));
  if (protocol === TCP) return tcp(ends, inner);
  if (protocol === UDP) return udp(ends, inner);
  return protocol === ICMP ? echo(ends, inner) : undefined;
}

type Ends = Pick<Read, 'protocol' | 'source' | 'destination'>;

/** A connection's first packet and what is said to it, known by the number that the first one begins with. */
function tcp(ends: Ends, bytes: Buffer): Read | undefined {
  const flags = (bytes[13] as number) & (FIN | SYN | RST | ACK);
  const ports = portsOf(bytes);
  if (flags === SYN) return { ...ends, ...ports, mark: `syn ${bytes.readUInt32BE(4)}` };
  if (flags !== (SYN | ACK) && flags !== (RST | ACK)) return undefined;
  return { ...ends, ...ports, mark: `said to ${(bytes.readUInt32BE(8) - 1) >>> 0}` };
}

function udp(ends: Ends, bytes: Buffer): Read | undefined {
  const mark = markIn(bytes.subarray(8));
  return mark === undefined ? undefined : { ...ends, ...portsOf(bytes), mark };
}

function echo(ends: Ends, bytes: Buffer): Read | undefined {
  const type = bytes[0];
  const mark = type === ECHO_REQUEST || type === ECHO_REPLY ? markIn(bytes.subarray(8)) : undefined;
  if (mark === undefined) return undefined;
  return { ...ends, mark: type === ECHO_REPLY ? mark.replace('ask', 'answer') : mark };
}

function markIn(payload: Buffer): string | undefined {
  if (payload.length < 9 || payload.readUInt32BE(0) !== MAGIC) return undefined;
  return `${payload[8] === 1 ? 'answer' : 'ask'} ${payload.readUInt32BE(4)}`;
}

/** What a datagram or an echo carries: whose it is, and whether it is the answer. */
export function payloadOf(number: number, answer: boolean): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(MAGIC, 0);
  bytes.writeUInt32BE(number, 4);
  bytes[8] = answer ? 1 : 0;
  return bytes;
}

/** The number that a payload carries; undefined for what is none of ours. */
export function numberIn(payload: Buffer): number | undefined {
  return payload.length >= 9 && payload.readUInt32BE(0) === MAGIC ? payload.readUInt32BE(4) : undefined;
}

function portsOf(bytes: Buffer): Pick<Read, 'sourcePort' | 'destinationPort'> {
  return { sourcePort: bytes.readUInt16BE(0), destinationPort: bytes.readUInt16BE(2) };
}

function text(bytes: Buffer, at: number): string {
  return [...bytes.subarray(at, at + 4)].join('.');
}
