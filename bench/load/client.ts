/**
 * Program: loads one path and prints what it measured as a line of JSON.
 *
 *   node client.js download|upload|connections|requests|arrival ADDRESS SECONDS
 */
import { awaitArrival } from './arrival.ts';
import { loadWithConnections } from './connections.ts';
import { loadWithRequests } from './requests.ts';
import { download, upload } from './throughput.ts';

const LOADS: Readonly<Record<string, (address: string, seconds: number) => object>> = {
  download,
  upload,
  connections: loadWithConnections,
  requests: loadWithRequests,
  arrival: awaitArrival,
};

const [load = '', address = '', seconds = ''] = process.argv.slice(2);
try {
  const measured = LOADS[load]?.(address, Number(seconds));
  process.stdout.write(`${JSON.stringify(measured)}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
