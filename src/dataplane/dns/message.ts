/**
 * DNS messages as this resolver needs them (RFC 1035, EDNS0 of RFC 6891): reads queries, writes replies.
 *
 * The question is echoed byte for byte, so its spelling (0x20) survives, and answers point back to it, so
 * that replies stay small.
 */
import dnsPacket from 'dns-packet';

export const TYPE = { A: 1, SOA: 6, PTR: 12, AAAA: 28, ANY: 255 } as const;
export const RCODE = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  BADVERS: 16,
} as const;

/** What this resolver takes and sends over UDP; larger packets are fragmented or lost on some paths. */
export const MAX_UDP_BYTES = 1232;
export const MAX_TCP_BYTES = 65_535;
const MIN_UDP_BYTES = 512;
const HEADER_BYTES = 12;
const CLASS_IN = 1;

export interface Query {
  readonly id: number;
  readonly recursionDesired: boolean;
  /** Lower case, no final dot. */
  readonly name: string;
  readonly type: number;
  readonly class: number;
  /** The question section as it came. */
  readonly question: Buffer;
  readonly edns?: { readonly payloadBytes: number; readonly version: number };
  /** The whole message. */
  readonly bytes: Buffer;
}

/** A resource record of the question's name. */
export interface Answer {
  readonly type: number;
  readonly ttlSeconds: number;
  readonly data: Buffer;
}

export interface Reply {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly answers: readonly Answer[];
  /** Negative answers: the zone whose SOA says how long to remember them. */
  readonly negativeZone?: string;
}

/** A query, a code to refuse the message with, or undefined for what deserves no answer. */
export function readQuery(bytes: Buffer): Query | { readonly rcode: number } | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const flags = bytes.readUInt16BE(2);
  // Answering a reply would let two resolvers talk to each other for ever.
  if (flags & 0x8000) return undefined;
  if ((flags >> 11) & 15) return { rcode: RCODE.NOTIMP };
  return readQuestion(bytes, flags) ?? { rcode: RCODE.FORMERR };
}

function readQuestion(bytes: Buffer, flags: number): Query | undefined {
  if (bytes.readUInt16BE(4) !== 1) return undefined;
  const end = endOfQuestion(bytes);
  const packet = decoded(bytes);
  const name = packet?.questions?.[0]?.name;
  if (end === undefined || packet === undefined || name === undefined) return undefined;
  const opts = (packet.additionals ?? []).filter((record) => record.type === 'OPT');
  if (opts.length > 1) return undefined;
  const [opt] = opts;
  return {
    id: bytes.readUInt16BE(0),
    recursionDesired: (flags & 0x0100) !== 0,
    name: name.toLowerCase().replace(/\.$/, ''),
    type: bytes.readUInt16BE(end - 4),
    class: bytes.readUInt16BE(end - 2),
    question: bytes.subarray(HEADER_BYTES, end),
    ...(opt && { edns: { payloadBytes: opt.udpPayloadSize, version: opt.ednsVersion } }),
    bytes,
  };
}

/** The first name of a message has nothing to point back to, so it ends with an empty label. */
function endOfQuestion(bytes: Buffer): number | undefined {
  let at = HEADER_BYTES;
  for (;;) {
    const length = bytes[at];
    if (length === undefined || length > 63) return undefined;
    at += 1 + length;
    if (length === 0) break;
  }
  const end = at + 4;
  return end <= bytes.length && at - HEADER_BYTES <= 255 ? end : undefined;
}

function decoded(bytes: Buffer): dnsPacket.DecodedPacket | undefined {
  try {
    return dnsPacket.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A reply without a question, to a message that could not be read. */
export function writeRefusal(message: Buffer, rcode: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  message.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8000 | (message.readUInt16BE(2) & 0x7900) | rcode, 2);
  return header;
}

/** Records that do not fit are left out and the reply says that it is cut, so the client asks over TCP. */
export function writeReply(query: Query, reply: Reply, maxBytes: number): Buffer {
  const whole = writeSections(query, reply, false);
  return whole.length <= maxBytes ? whole : writeSections(query, { ...reply, answers: [] }, true);
}

/** How long a reply may be over UDP. */
export function udpLimit({ edns }: Query): number {
  return Math.max(MIN_UDP_BYTES, Math.min(edns?.payloadBytes ?? 0, MAX_UDP_BYTES));
}

function writeSections(query: Query, reply: Reply, truncated: boolean): Buffer {
  const soa = reply.negativeZone === undefined || truncated ? [] : [soaRecord(reply.negativeZone)];
  const opt = query.edns ? [optRecord(reply.rcode)] : [];
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(query.id, 0);
  header.writeUInt16BE(replyFlags(query, reply, truncated), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(reply.answers.length, 6);
  header.writeUInt16BE(soa.length, 8);
  header.writeUInt16BE(opt.length, 10);
  return Buffer.concat([header, query.question, ...reply.answers.map(answerRecord), ...soa, ...opt]);
}

/** QR, AA, TC, RD as asked, RA, and the lower four bits of the code. */
function replyFlags(
  { recursionDesired }: Query,
  { rcode, authoritative }: Reply,
  truncated: boolean,
): number {
  const set = (on: boolean, bit: number) => (on ? bit : 0);
  return (
    0x8080 |
    set(authoritative, 0x0400) |
    set(truncated, 0x0200) |
    set(recursionDesired, 0x0100) |
    (rcode & 15)
  );
}

function answerRecord({ type, ttlSeconds, data }: Answer): Buffer {
  return Buffer.concat([QUESTION_NAME, recordHead(type, CLASS_IN, ttlSeconds, data.length), data]);
}

/** A pointer to the question's name, which always stands right after the header. */
const QUESTION_NAME = Buffer.from([0xc0, HEADER_BYTES]);

function recordHead(type: number, classNumber: number, ttlSeconds: number, dataBytes: number): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(classNumber, 2);
  head.writeUInt32BE(ttlSeconds, 4);
  head.writeUInt16BE(dataBytes, 8);
  return head;
}

/** Numbers as Route 53 gives them, but for the time that a negative answer is remembered: names come soon. */
function soaRecord(zone: string): Buffer {
  const numbers = Buffer.alloc(20);
  [1, 7200, 900, 1_209_600, NEGATIVE_TTL_SECONDS].forEach((number, index) => {
    numbers.writeUInt32BE(number, index * 4);
  });
  const data = Buffer.concat([
    encodedName('ns-0.awsdns-00.com'),
    encodedName('awsdns-hostmaster.amazon.com'),
    numbers,
  ]);
  return Buffer.concat([
    encodedName(zone),
    recordHead(TYPE.SOA, CLASS_IN, NEGATIVE_TTL_SECONDS, data.length),
    data,
  ]);
}

const NEGATIVE_TTL_SECONDS = 5;

/** EDNS0: our payload size in the place of the class, upper bits of the code in the place of the TTL. */
function optRecord(rcode: number): Buffer {
  return Buffer.concat([Buffer.from([0]), recordHead(41, MAX_UDP_BYTES, (rcode >> 4) * 2 ** 24, 0)]);
}

/** Labels come from messages or from rows, so none is longer than 63. */
export function encodedName(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  const encoded = labels.map((label) =>
    Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1'),
  );
  return Buffer.concat([...encoded, Buffer.from([0])]);
}
