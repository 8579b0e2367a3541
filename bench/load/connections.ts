/** New connections: 32 under way, each sends one request, gets the answer, sees the end and makes room. */
import { PORTS, REQUEST, RESPONSE } from './conversation.ts';
import { PollSet, READABLE, WRITABLE } from './pollSet.ts';
import { addressOf, BROKEN, dial, hangUp, receiveFrom, sendTo } from './sockets.ts';

const UNDER_WAY = 32;
const WARM_UP_MS = 200;
/** No path is so slow: a connection that takes longer is lost. */
const PATIENCE_MS = 5_000;

export interface Connections {
  readonly perSecond: number;
}

/** Throws on the first connection that fails in any way. */
export function loadWithConnections(address: string, seconds: number): Connections {
  const dialer = new Dialer(addressOf(address, PORTS.answerOnce));
  dialer.runUntil(performance.now() + WARM_UP_MS);
  const before = dialer.completed;
  const start = performance.now();
  dialer.runUntil(start + seconds * 1000);
  const perSecond = ((dialer.completed - before) * 1000) / (performance.now() - start);
  dialer.stop();
  return { perSecond };
}

class Dialer {
  completed = 0;
  readonly #address: Buffer;
  readonly #waiting = new PollSet(UNDER_WAY);
  readonly #answer = Buffer.alloc(RESPONSE.length * 2);
  /** By place: whether the answer has come. */
  readonly #answered: boolean[] = [];
  readonly #since: number[] = [];

  constructor(address: Buffer) {
    this.#address = address;
    for (let place = 0; place < UNDER_WAY; place++) {
      this.#waiting.add(-1, 0);
      this.#dialAt(place);
    }
  }

  runUntil(end: number): void {
    while (performance.now() < end) {
      if (this.#waiting.wait(PATIENCE_MS) === 0) throw new Error('every connection hangs');
      for (let place = 0; place < UNDER_WAY; place++) {
        const happened = this.#waiting.happenedAt(place);
        if (happened !== 0) this.#moveOn(place, happened);
      }
    }
    this.#requireProgress();
  }

  stop(): void {
    for (let place = 0; place < UNDER_WAY; place++) hangUp(this.#waiting.fdAt(place));
  }

  #dialAt(place: number): void {
    const fd = dial(this.#address);
    if (fd === BROKEN) throw new Error('a connection could not be begun');
    this.#waiting.put(place, fd, WRITABLE);
    this.#answered[place] = false;
    this.#since[place] = performance.now();
  }

  #moveOn(place: number, happened: number): void {
    const fd = this.#waiting.fdAt(place);
    if (happened & WRITABLE) {
      if (sendTo(fd, REQUEST) !== REQUEST.length) throw new Error('a connection was refused or lost');
      this.#waiting.put(place, fd, READABLE);
      return;
    }
    const size = receiveFrom(fd, this.#answer);
    if (size === RESPONSE.length && !this.#answered[place]) {
      this.#answered[place] = true;
      return;
    }
    if (size !== 0 || !this.#answered[place]) throw new Error('a connection ended without its answer');
    hangUp(fd);
    this.completed++;
    this.#dialAt(place);
  }

  #requireProgress(): void {
    const oldest = Math.min(...this.#since);
    if (performance.now() - oldest > PATIENCE_MS) throw new Error('a connection hangs');
  }
}
