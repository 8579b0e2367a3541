/** bpf(2) from a thread of its own (bpfWorker.mjs), as promises. */
import { Worker } from 'node:worker_threads';
import type { BpfCalls, BpfReply } from './bpfCalls.ts';

/** The kernel refused a call, or the thread has ended; the message says which call. */
export class BpfError extends Error {
  override name = 'BpfError';
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export class BpfThread {
  readonly #worker = new Worker(new URL('./bpfWorker.mjs', import.meta.url));
  readonly #exited = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #ended: Error | undefined;

  constructor() {
    this.#worker.on('message', (reply: BpfReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new BpfError('the thread that calls bpf(2) has ended')));
    this.#worker.unref();
  }

  call<K extends keyof BpfCalls>(call: K, argument: BpfCalls[K]['argument']): Promise<BpfCalls[K]['result']> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, call, argument });
    });
  }

  /** Ends the thread after what it was asked; descriptors that are still open end with the process. */
  async close(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage(undefined);
    await this.#exited;
  }

  #settle(reply: BpfReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('error' in reply) waiting?.reject(new BpfError(reply.error));
    else waiting?.resolve(reply.result);
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}
