/** Requests, one at a time on each of 32 connections that stay, and how long each takes. */
import { PORTS, REQUEST, RESPONSE } from './conversation.ts';
import { PollSet, READABLE } from './pollSet.ts';
import { addressOf, dialAndWait, hangUp, receiveFrom, sendTo } from './sockets.ts';

const CONNECTIONS = 32;
const WARM_UP_MS = 200;
const PATIENCE_MS = 5_000;

export interface Requests {
  readonly perSecond: number;
  readonly p99Us: number;
}

export function loadWithRequests(address: string, seconds: number): Requests {
  const waiting = new PollSet(CONNECTIONS);
  const sentAt: number[] = [];
  for (let place = 0; place < CONNECTIONS; place++) {
    waiting.add(dialAndWait(addressOf(address, PORTS.answer)), READABLE);
    ask(waiting, sentAt, place);
  }
  exchange(waiting, sentAt, performance.now() + WARM_UP_MS);
  const start = performance.now();
  const took = exchange(waiting, sentAt, start + seconds * 1000);
  const ms = performance.now() - start;
  for (let place = 0; place < CONNECTIONS; place++) hangUp(waiting.fdAt(place));
  return { perSecond: (took.length * 1000) / ms, p99Us: percentile99(took) * 1000 };
}

/** Milliseconds that each request took. */
function exchange(waiting: PollSet, sentAt: number[], end: number): number[] {
  const took: number[] = [];
  const answer = Buffer.alloc(RESPONSE.length * 2);
  for (let now = performance.now(); now < end; now = performance.now()) {
    if (waiting.wait(PATIENCE_MS) === 0) throw new Error('every request hangs');
    for (let place = 0; place < CONNECTIONS; place++) {
      if (waiting.happenedAt(place) === 0) continue;
      const size = receiveFrom(waiting.fdAt(place), answer);
      if (size !== RESPONSE.length) throw new Error('a request was not answered');
      took.push(performance.now() - (sentAt[place] as number));
      ask(waiting, sentAt, place);
    }
  }
  return took;
}

function ask(waiting: PollSet, sentAt: number[], place: number): void {
  sentAt[place] = performance.now();
  if (sendTo(waiting.fdAt(place), REQUEST) !== REQUEST.length) throw new Error('a connection broke');
}

function percentile99(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}
