/** The moment at which a path begins to carry: one small request after the other until one is answered. */
import { PORTS, REQUEST, RESPONSE } from './conversation.ts';
import { PollSet, READABLE, WRITABLE } from './pollSet.ts';
import { addressOf, BROKEN, dial, hangUp, receiveFrom, sendTo } from './sockets.ts';

/** A packet that is dropped must not cost the second that TCP waits before it sends again. */
const PATIENCE_MS = 20;
const BETWEEN_MS = 1;

export interface Arrival {
  /** Milliseconds since 1970, with fractions. */
  readonly at: number;
}

export function awaitArrival(address: string, seconds: number): Arrival {
  const target = addressOf(address, PORTS.answer);
  const end = performance.now() + seconds * 1000;
  process.stderr.write('asking\n');
  while (performance.now() < end) {
    if (isAnswered(target)) return { at: performance.timeOrigin + performance.now() };
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_MS);
  }
  throw new Error(`no answer within ${seconds} s`);
}

function isAnswered(target: Buffer): boolean {
  const fd = dial(target);
  if (fd === BROKEN) return false;
  try {
    const stands = happens(fd, WRITABLE) && sendTo(fd, REQUEST) === REQUEST.length;
    return stands && happens(fd, READABLE) && receiveFrom(fd, Buffer.alloc(RESPONSE.length)) > 0;
  } finally {
    hangUp(fd);
  }
}

function happens(fd: number, event: number): boolean {
  const waiting = new PollSet(1);
  waiting.add(fd, event);
  return waiting.wait(PATIENCE_MS) > 0;
}
