/**
 * Program: asks one thing again and again on connections that stay, and prints what it measured as a line of JSON.
 *
 *   node clientProgram.js PORT CONNECTIONS SECONDS COUNT < calls     one `account form` a line, asked in turn
 *
 * Ends after the seconds or the count, whichever comes first. An answer that is none of success ends it with an error.
 */
import { readFileSync } from 'node:fs';
import { Connection } from './connection.ts';
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
  let connection: Connection | undefined;
  while (asked < most && performance.now() < until) {
    const call = calls[asked++ % calls.length] as string;
    const sentAt = performance.now();
    connection ??= new Connection(port, (count) => {
      bytes += count;
    });
    const stays = await connection.answerTo(call);
    latencies.push(performance.now() - sentAt);
    if (!stays) connection = undefined;
  }
  connection?.close();
}
