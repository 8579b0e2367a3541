/**
 * Asks the host's resolvers. A query goes on as it came, over the transport it came by, with an id and a
 * port of its own; a cut answer over UDP goes back cut, and the client asks again over TCP.
 */
import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import { connect as connectTcp, isIPv6 } from 'node:net';
import type { Upstream } from './upstreams.ts';

export type Transport = 'udp' | 'tcp';

export interface ForwarderOptions {
  /** Asked for each query, in the order to try. */
  upstreams(): readonly Upstream[];
  /** Time for one resolver; then the next is asked. */
  readonly timeoutMs?: number;
  /** Queries under way at once; more are not forwarded. */
  readonly atOnce?: number;
  /** The same for one VPC, so that none takes all. */
  readonly atOncePerVpc?: number;
}

export class Forwarder {
  readonly #options: Required<ForwarderOptions>;
  readonly #underWay = new Map<string, number>();
  #total = 0;

  constructor(options: ForwarderOptions) {
    this.#options = { timeoutMs: 1500, atOnce: 512, atOncePerVpc: 128, ...options };
  }

  /** The reply with the query's id; undefined where nobody answers or too many wait. */
  async forward(vpcId: string, query: Buffer, transport: Transport): Promise<Buffer | undefined> {
    const underWay = this.#underWay.get(vpcId) ?? 0;
    if (this.#total >= this.#options.atOnce || underWay >= this.#options.atOncePerVpc) return undefined;
    this.#count(vpcId, 1);
    try {
      return await this.#askEach(query, transport);
    } finally {
      this.#count(vpcId, -1);
    }
  }

  #count(vpcId: string, by: number): void {
    this.#total += by;
    const now = (this.#underWay.get(vpcId) ?? 0) + by;
    if (now === 0) this.#underWay.delete(vpcId);
    else this.#underWay.set(vpcId, now);
  }

  async #askEach(query: Buffer, transport: Transport): Promise<Buffer | undefined> {
    const ask = transport === 'udp' ? overUdp : overTcp;
    for (const upstream of this.#options.upstreams()) {
      const sent = withId(query, randomInt(65_536));
      const reply = await ask(upstream, sent, this.#options.timeoutMs);
      if (reply) return withId(reply, query.readUInt16BE(0));
    }
    return undefined;
  }
}

function withId(message: Buffer, id: number): Buffer {
  const copy = Buffer.from(message);
  copy.writeUInt16BE(id, 0);
  return copy;
}

/** A socket of its own for each query: a random port, and connected, so that only the resolver is heard. */
function overUdp({ address, port }: Upstream, query: Buffer, timeoutMs: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const timer = setTimeout(() => socket.close(), timeoutMs);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(reply);
    });
    socket.once('error', () => socket.close());
    let reply: Buffer | undefined;
    socket.on('message', (message) => {
      if (reply || !answers(message, query)) return;
      reply = message;
      socket.close();
    });
    socket.connect(port, address, () => socket.send(query));
  });
}

function overTcp({ address, port }: Upstream, query: Buffer, timeoutMs: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: address, port });
    let received = Buffer.alloc(0);
    const end = (reply?: Buffer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reply);
    };
    const timer = setTimeout(end, timeoutMs);
    socket.on('error', () => end());
    socket.on('close', () => end());
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const message = firstFrame(received);
      if (message) end(answers(message, query) ? message : undefined);
    });
    socket.write(framed(query));
  });
}

/** A message with its length before it (RFC 1035 4.2.2). */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** The first whole message of a stream. */
export function firstFrame(stream: Buffer): Buffer | undefined {
  if (stream.length < 2) return undefined;
  const end = 2 + stream.readUInt16BE(0);
  return stream.length < end ? undefined : stream.subarray(2, end);
}

/** The id and the question must be ours: everything else is someone guessing. */
function answers(message: Buffer, query: Buffer): boolean {
  if (message.length < 12 || message.readUInt16BE(0) !== query.readUInt16BE(0)) return false;
  if ((message.readUInt16BE(2) & 0x8000) === 0) return false;
  const questionEnd = endOfName(query) + 4;
  return (
    message.readUInt16BE(4) === 0 || message.subarray(12, questionEnd).equals(query.subarray(12, questionEnd))
  );
}

/** Queries are read before they are forwarded, so the name is well formed. */
function endOfName(query: Buffer): number {
  let at = 12;
  while ((query[at] ?? 0) !== 0) at += 1 + (query[at] ?? 0);
  return at + 1;
}
