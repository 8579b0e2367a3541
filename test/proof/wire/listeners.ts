/** Sockets that answer at every address of every instance, TCP and UDP, on each of the ports that are used. */
import { statSync } from 'node:fs';
import { PORTS } from '../world/places.ts';
import { accept, close, DATAGRAM, insideOf, listen, receive, STREAM, send, socketAt } from './kernelCalls.ts';
import { numberIn, payloadOf } from './sighting.ts';

/** An address that a namespace has. */
export interface Place {
  readonly namespace: string;
  readonly path: string;
  readonly address: string;
}

export interface Listener {
  readonly fd: number;
  readonly type: typeof STREAM | typeof DATAGRAM;
}

interface Opened {
  readonly inode: number;
  readonly listeners: readonly Listener[];
}

export class Listeners {
  readonly #opened = new Map<string, Opened>();

  /** Other places than these have no sockets: these would keep a namespace alive. */
  keepOnly(places: readonly Place[]): void {
    const keys = new Set(places.map(keyOf));
    for (const key of [...this.#opened.keys()]) if (!keys.has(key)) this.#close(key);
  }

  follow(places: readonly Place[]): void {
    this.keepOnly(places);
    for (const place of places) {
      const [key, inode] = [keyOf(place), statSync(place.path).ino];
      if (this.#opened.get(key)?.inode === inode) continue;
      this.#close(key);
      this.#opened.set(key, { inode, listeners: insideOf(place.path, () => [...opened(place.address)]) });
    }
  }

  *all(): Iterable<Listener> {
    for (const { listeners } of this.#opened.values()) yield* listeners;
  }

  closeAll(): void {
    this.keepOnly([]);
  }

  #close(key: string): void {
    for (const { fd } of this.#opened.get(key)?.listeners ?? []) close(fd);
    this.#opened.delete(key);
  }
}

function* opened(address: string): Iterable<Listener> {
  for (const port of PORTS) {
    const stream = socketAt(STREAM, address, port);
    listen(stream);
    yield { fd: stream, type: STREAM };
    yield { fd: socketAt(DATAGRAM, address, port), type: DATAGRAM };
  }
}

/** Answers the datagrams that wait. */
export function answerDatagrams(fd: number): void {
  for (let got = receive(fd); got !== undefined; got = receive(fd)) {
    const number = typeof got === 'string' ? undefined : numberIn(got.bytes);
    if (number === undefined || typeof got === 'string') continue;
    const [address, port] = [[...got.from.subarray(4, 8)].join('.'), got.from.readUInt16BE(2)];
    send(fd, payloadOf(number, true), { address, port });
  }
}

/** The connections that wait to be accepted. */
export function* acceptedBy(fd: number): Iterable<number> {
  for (let connection = accept(fd); connection >= 0; connection = accept(fd)) yield connection;
}

function keyOf({ namespace, address }: Place): string {
  return `${namespace} ${address}`;
}
