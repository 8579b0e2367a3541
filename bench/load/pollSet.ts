/** The descriptors that a load program waits for: an array of `struct pollfd`, as poll(2) takes it. */
import koffi from 'koffi';

const poll = koffi.load(null).func('int poll(void *fds, unsigned long count, int timeoutMs)');

export const READABLE = 1;
export const WRITABLE = 4;
/** int fd, short events, short revents. */
const ENTRY_BYTES = 8;

export class PollSet {
  readonly #bytes: Buffer;
  readonly #fds: Int32Array;
  readonly #events: Int16Array;
  #size = 0;

  constructor(room: number) {
    const memory = new ArrayBuffer(room * ENTRY_BYTES);
    this.#bytes = Buffer.from(memory);
    this.#fds = new Int32Array(memory);
    this.#events = new Int16Array(memory);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds at the end, and gives the place. */
  add(fd: number, events: number): number {
    this.put(this.#size, fd, events);
    return this.#size++;
  }

  put(place: number, fd: number, events: number): void {
    this.#fds[place * 2] = fd;
    this.#events[place * 4 + 2] = events;
    this.#events[place * 4 + 3] = 0;
  }

  fdAt(place: number): number {
    return this.#fds[place * 2] as number;
  }

  /** What has come about there, errors and hang-ups too; 0 where nothing has. */
  happenedAt(place: number): number {
    return this.#events[place * 4 + 3] as number;
  }

  /** Takes one out; the last moves to its place. */
  remove(place: number): void {
    const last = --this.#size;
    this.#fds[place * 2] = this.#fds[last * 2] as number;
    this.#events.copyWithin(place * 4 + 2, last * 4 + 2, last * 4 + 4);
  }

  /** How many have something; 0 when time is up. */
  wait(timeoutMs: number): number {
    return poll(this.#bytes, this.#size, timeoutMs);
  }
}
