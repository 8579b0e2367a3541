/**
 * Program: asks one thing again and again on connections that stay, and prints what it measured as a line of JSON.
 *
 *   node clientProgram.js PORT CONNECTIONS SECONDS COUNT < calls     one `account form` a line, asked in turn
 *
 * Ends after the seconds or the count, whichever comes first. An answer that is none of success ends it with an error.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { requestOf } from './request.ts';

const [port = 0, connections = 1, seconds = 1, count = 0] = process.argv.slice(2).map(Number);
const calls = readFileSync(0, 'latin1').trim().split('\n').map(requestOf);
const most = count || Number.POSITIVE_INFINITY;
const until = performance.now() + seconds * 1000;
const latencies: number[] = [];
let asked = 0;
let bytes = 0;

const started = performance.now();
await Promise.all(Array.from({ length: connections }, converse));
const elapsed = performance.now() - started;
latencies.sort((a, b) => a - b);
const at = (part: number) =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? 0;
process.stdout.write(
  `${JSON.stringify({
    perSecond: (latencies.length / elapsed) * 1000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    bytesEach: bytes / latencies.length,
  })}\n`,
);
process.exit(0);

function converse(): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1').setNoDelay();
    let sentAt = 0;
    /** What the answer still lacks; undefined before its head has come. */
    let missing: number | undefined;
    let head = '';
    const ask = () => {
      if (asked >= most || performance.now() >= until) {
        socket.destroy();
        resolve();
        return;
      }
      sentAt = performance.now();
      missing = undefined;
      head = '';
      socket.write(calls[asked++ % calls.length] as string, 'latin1');
    };
    socket.once('connect', ask);
    socket.once('error', (error) => stop(error.message));
    socket.on('data', (data) => {
      bytes += data.length;
      if (missing === undefined) {
        head += data.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!head.startsWith('HTTP/1.1 200')) stop(head.slice(0, 600));
        missing = lengthIn(head.slice(0, end)) - (head.length - end - 4);
      } else missing -= data.length;
      if (missing > 0) return;
      latencies.push(performance.now() - sentAt);
      ask();
    });
  });
}

function lengthIn(head: string): number {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) stop(`an answer without its length:\n${head}`);
  return Number(length);
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
