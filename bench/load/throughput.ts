/** One stream, down or up, as fast as it goes. */
import { CHUNK_BYTES, END, PORTS } from './conversation.ts';
import { addressOf, dialAndWait, hangUp, receiveFrom, sendTo } from './sockets.ts';

export interface Throughput {
  readonly bitsPerSecond: number;
}

/** Windows have grown by then. */
const WARM_UP_MS = 200;

export function download(address: string, seconds: number): Throughput {
  const fd = dialAndWait(addressOf(address, PORTS.source));
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const receive = () => moved(receiveFrom(fd, chunk));
  during(WARM_UP_MS, receive);
  const start = performance.now();
  const bytes = during(seconds * 1000, receive);
  const measured = rate(bytes, performance.now() - start);
  hangUp(fd);
  return measured;
}

/** What is under way when time is up counts when it has arrived, and so does its time. */
export function upload(address: string, seconds: number): Throughput {
  const fd = dialAndWait(addressOf(address, PORTS.sink));
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const sendOne = () => moved(sendTo(fd, chunk));
  during(WARM_UP_MS, sendOne);
  const start = performance.now();
  const bytes = during(seconds * 1000, sendOne);
  moved(sendTo(fd, Buffer.of(END)));
  moved(receiveFrom(fd, chunk));
  const measured = rate(bytes, performance.now() - start);
  hangUp(fd);
  return measured;
}

/** Bytes moved by as many turns as fit. */
function during(ms: number, turn: () => number): number {
  const end = performance.now() + ms;
  let bytes = 0;
  while (performance.now() < end) bytes += turn();
  return bytes;
}

function moved(bytes: number): number {
  if (bytes <= 0) throw new Error('the stream broke');
  return bytes;
}

function rate(bytes: number, ms: number): Throughput {
  return { bitsPerSecond: (bytes * 8 * 1000) / ms };
}
