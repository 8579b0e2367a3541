/**
 * Program: asks one thing again and again on connections that stay, and prints what it measured as a line of JSON.
 *
 *   node clientProgram.js PORT CONNECTIONS SECONDS COUNT < calls     one `account form` a line, asked in turn
 *
 * Ends after the seconds or the count, whichever comes first. An answer that is none of success ends it with an error.
 */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
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

async function converse(): Promise<void> {
  let socket: Socket | undefined;
  while (asked < most && performance.now() < until) {
    const call = calls[asked++ % calls.length] as string;
    const sentAt = performance.now();
    socket ??= connect(port, '127.0.0.1')
      .setNoDelay()
      .on('error', (error) => stop(error.message));
    const stays = await answerTo(socket, call);
    latencies.push(performance.now() - sentAt);
    if (!stays) socket = undefined;
  }
  socket?.destroy();
}

/** Whether the connection can be used again once the answer is there. */
function answerTo(socket: Socket, call: string): Promise<boolean> {
  return new Promise((resolve) => {
    let head = '';
    /** What the answer still lacks; undefined before its head has come. */
    let missing: number | undefined;
    const take = (data: Buffer) => {
      bytes += data.length;
      if (missing === undefined) {
        head += data.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        missing = lengthIn(head.slice(0, end)) - (head.length - end - 4);
      } else missing -= data.length;
      if (missing <= 0) end();
    };
    const end = () => {
      socket.off('data', take).off('close', gone);
      if (!/^HTTP\/1\.[01] 200/.test(head)) stop(head.slice(0, 600));
      const stays = head.startsWith('HTTP/1.1') && !/\r\nconnection: *close/i.test(head);
      if (!stays) socket.destroy();
      resolve(stays);
    };
    const gone = () => stop('the server closed the connection before its answer had come');
    socket.on('data', take).on('close', gone);
    socket.write(call, 'latin1');
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
