/** One address at which a VPC's resolver answers: UDP and TCP port 53, bound again where that is needed. */
import type dgram from 'node:dgram';
import { stat } from 'node:fs/promises';
import type { NamespaceSockets } from '../netns/namespaceSockets.ts';
import type { Transport } from './forwarder.ts';
import { RateLimit } from './rateLimit.ts';
import { serveTcp } from './tcpService.ts';

export type ResolveMessage = (message: Buffer, transport: Transport) => Buffer | undefined | Promise<Buffer>;

export interface ResolverAddressOptions {
  readonly sockets: NamespaceSockets;
  readonly namespacePath: string;
  readonly address: string;
  readonly resolve: ResolveMessage;
}

const DNS_PORT = 53;
const RETRY_MS = { first: 50, most: 1000 };
const PACKETS_PER_SECOND = 1024;

export class ResolverAddress {
  readonly #options: ResolverAddressOptions;
  readonly #limit = new RateLimit(PACKETS_PER_SECOND);
  /** The namespace that the sockets are in; its path may come to mean another. */
  #inode: number | undefined;
  #release: (() => void) | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = RETRY_MS.first;
  #closed = false;

  constructor(options: ResolverAddressOptions) {
    this.#options = options;
  }

  /** Settles after one try; where that fails, more follow by themselves. */
  async ensureBound(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      await this.#bindWhereNeeded();
      this.#retryMs = RETRY_MS.first;
    } catch (error) {
      this.#retryLater(error);
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#unbind();
  }

  async #bindWhereNeeded(): Promise<void> {
    const { ino } = await stat(this.#options.namespacePath);
    if (this.#closed || (this.#release && this.#inode === ino)) return;
    this.#unbind();
    const release = await this.#bind();
    if (this.#closed) release();
    else this.#release = release;
    this.#inode = ino;
  }

  async #bind(): Promise<() => void> {
    const { sockets, namespacePath, address } = this.#options;
    const udp = await sockets.bindUdp(namespacePath, address, DNS_PORT);
    try {
      const tcp = await sockets.listenTcp(namespacePath, address, DNS_PORT);
      const endTcp = serveTcp(tcp, (message, source) => this.#answerTcp(message, source));
      const endUdp = this.#serveUdp(udp);
      return () => {
        endUdp();
        endTcp();
      };
    } catch (error) {
      udp.close();
      throw error;
    }
  }

  #serveUdp(socket: dgram.Socket): () => void {
    let open = true;
    const send = (reply: Buffer | undefined, port: number, address: string) => {
      // A forwarded reply may come after the end; a send that fails is a packet lost.
      if (reply && open) socket.send(reply, port, address, () => undefined);
    };
    socket.on('error', () => undefined);
    socket.on('message', (message, { address, port }) => {
      if (!this.#limit.admits(address, performance.now())) return;
      const reply = this.#options.resolve(message, 'udp');
      if (reply instanceof Promise) void reply.then((late) => send(late, port, address));
      else send(reply, port, address);
    });
    return () => {
      open = false;
      socket.close();
    };
  }

  async #answerTcp(message: Buffer, source: string): Promise<Buffer | undefined> {
    if (!this.#limit.admits(source, performance.now())) return undefined;
    return this.#options.resolve(message, 'tcp');
  }

  /** A namespace may be a moment late; what lasts until the pauses are at their longest is said once. */
  #retryLater(error: unknown): void {
    if (this.#closed) return;
    if (this.#retryMs < RETRY_MS.most && this.#retryMs * 2 >= RETRY_MS.most) {
      console.error(`the resolver at ${this.#options.address} is not bound yet: ${String(error)}`);
    }
    this.#retry = setTimeout(() => void this.ensureBound(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS.most);
  }

  #unbind(): void {
    this.#release?.();
    this.#release = undefined;
  }
}
