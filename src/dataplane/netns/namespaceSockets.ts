/**
 * Sockets inside network namespaces, without a process each: a worker thread enters the namespace, makes and
 * binds the socket, and this side takes over its descriptor as an ordinary Node socket.
 */
import dgram from 'node:dgram';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import { addressBytes } from '../../base/ipAddress.ts';
import type { SocketReply, SocketRequest } from './socketRequest.ts';

/** The namespace is not there, or may not be entered; nothing is known about the peer. */
export class NamespaceError extends Error {
  override name = 'NamespaceError';
}

/** The kernel refused a step; `code` is its error, such as `EADDRINUSE`. */
export class SocketError extends Error {
  override name = 'SocketError';

  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

export interface Connection {
  /** Local address, of the family of the other. The namespace need not have it. */
  readonly sourceAddress: string;
  readonly address: string;
  readonly port: number;
  /** Time for the handshake; after it the promise is rejected with a SocketError `ETIMEDOUT`. */
  readonly timeoutMs: number;
}

interface Waiting {
  resolve(fd: number): void;
  reject(error: Error): void;
  readonly request: SocketRequest;
}

/** Connections that wait to be accepted, per listener. */
const BACKLOG = 128;

export class NamespaceSockets {
  readonly #worker = new Worker(new URL('./namespaceWorker.mjs', import.meta.url));
  readonly #exited = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #ended: Error | undefined;

  constructor() {
    this.#worker.on('message', (reply: SocketReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () =>
      this.#end(new NamespaceError('the thread that enters namespaces has ended')),
    );
    // An open listener keeps the process alive, the thread alone does not.
    this.#worker.unref();
  }

  /** A listening server; the caller adds `connection` handlers and closes it. */
  async listenTcp(
    namespacePath: string,
    address: string,
    port: number,
    options: net.ServerOpts = {},
  ): Promise<net.Server> {
    const fd = await this.#boundSocket({ namespacePath, transport: 'tcp', address, port });
    const server = net.createServer(options);
    server.listen({ fd, backlog: BACKLOG });
    await once(server, 'listening');
    return server;
  }

  async bindUdp(namespacePath: string, address: string, port: number): Promise<dgram.Socket> {
    const fd = await this.#boundSocket({ namespacePath, transport: 'udp', address, port });
    const socket = dgram.createSocket(net.isIPv6(address) ? 'udp6' : 'udp4');
    const listening = once(socket, 'listening');
    socket.bind({ fd });
    await listening;
    return socket;
  }

  /** A connected socket; rejects with NamespaceError, SocketError or the error of `connect`. */
  async connectTcp(namespacePath: string, connection: Connection): Promise<net.Socket> {
    const startedAt = performance.now();
    const address = connection.sourceAddress;
    const fd = await this.#boundSocket({ namespacePath, transport: 'tcp', address, port: 0 });
    const leftMs = Math.max(1, connection.timeoutMs - (performance.now() - startedAt));
    return connected(fd, connection, leftMs);
  }

  /** Ends the thread. Sockets that were handed out stay with their owners. */
  async close(): Promise<void> {
    this.#end(new NamespaceError('namespace sockets are closed'));
    // Not terminate: the thread may have made sockets whose descriptors are still on their way.
    this.#worker.ref();
    this.#worker.postMessage(undefined);
    await this.#exited;
  }

  #boundSocket(wanted: Omit<SocketRequest, 'id' | 'addressBytes'>): Promise<number> {
    if (this.#ended) return Promise.reject(this.#ended);
    const bytes = addressBytes(wanted.address);
    if (!bytes) return Promise.reject(new SocketError(`${wanted.address} is not an IP address`, 'EINVAL'));
    const request = { ...wanted, addressBytes: bytes, id: this.#nextId++ };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject, request });
      this.#worker.ref();
      this.#worker.postMessage(request);
    });
  }

  #settle(reply: SocketReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('fd' in reply) {
      if (waiting) waiting.resolve(reply.fd);
      else closeSync(reply.fd);
    } else {
      waiting?.reject(failure(waiting.request, reply));
    }
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

function failure(
  { namespacePath, address, port }: SocketRequest,
  reply: { code: string; step: string },
): Error {
  if (reply.step === 'open' && reply.code === 'ENOENT') {
    return new NamespaceError(`no network namespace at ${namespacePath}`);
  }
  if (reply.step === 'open' || reply.step === 'setns') {
    return new NamespaceError(`cannot enter ${namespacePath}: ${reply.code}`);
  }
  return new SocketError(
    `${reply.step} for ${address}:${port} in ${namespacePath}: ${reply.code}`,
    reply.code,
  );
}

/**
 * Node starts a socket with a descriptor as if it were connected and would read at once; `connect` in the
 * same turn of the event loop comes before that first read.
 */
function connected(fd: number, { address, port }: Connection, timeoutMs: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = new net.Socket({ fd, readable: true, writable: true });
    const timer = setTimeout(() => {
      socket.destroy(new SocketError(`no answer from ${address}:${port} in time`, 'ETIMEDOUT'));
    }, timeoutMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    socket.once('error', fail);
    socket.connect({ host: address, port }, () => {
      clearTimeout(timer);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}
