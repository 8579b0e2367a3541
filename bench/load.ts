/** Starts the two load programs where a path begins and ends, and reads what they measured. */
import { fileURLToPath } from 'node:url';
import { Background, inside, run } from './commands.ts';
import type { Arrival } from './load/arrival.ts';
import type { Connections } from './load/connections.ts';
import type { Requests } from './load/requests.ts';
import type { Throughput } from './load/throughput.ts';

/** Where the load comes from and goes to. */
export interface Path {
  readonly name: string;
  /** Namespace of the client, as a path. */
  readonly client: string;
  /** Address that the client dials. */
  readonly address: string;
}

/** Medians of these make the table. */
export interface Sample {
  /** Bits per second, one stream toward the client. */
  readonly download: number;
  /** Bits per second, one stream from the client. */
  readonly upload: number;
  /** New connections, one small request each, per second. */
  readonly connections: number;
  /** Requests per second on 32 connections that stay. */
  readonly requests: number;
  /** 99th percentile of such a request, microseconds. */
  readonly p99Us: number;
}

type Load = 'download' | 'upload' | 'connections' | 'requests';

/** Each is loaded on every path before the next, so that what is compared lies close together in time. */
export const LOADS: readonly Load[] = ['download', 'upload', 'connections', 'requests'];

const CLIENT = fileURLToPath(new URL('./load/client.js', import.meta.url));
const TARGET = fileURLToPath(new URL('./load/target.js', import.meta.url));

/** What one slice of load adds to a sample. */
export async function measure(path: Path, load: Load, seconds: number): Promise<Partial<Sample>> {
  const measured = await client(path, load, seconds);
  if (load === 'connections') return { connections: (measured as Connections).perSecond };
  if (load === 'requests') {
    const { perSecond, p99Us } = measured as Requests;
    return { requests: perSecond, p99Us };
  }
  return { [load]: (measured as Throughput).bitsPerSecond };
}

async function client(path: Path, load: Load, seconds: number): Promise<object> {
  const command = [process.execPath, CLIENT, load, path.address, String(seconds)];
  try {
    return JSON.parse(await run(inside(path.client, command), (seconds + 20) * 1000));
  } catch (error) {
    throw new Error(`${path.name}, ${load}: ${(error as Error).message}`);
  }
}

/** Keeps asking from the path's client; resolves once it does, to the moment of the first answer. */
export async function watchForArrival(
  path: Path,
): Promise<{ arrival: Promise<Arrival>; end(): Promise<void> }> {
  const words = [process.execPath, CLIENT, 'arrival', path.address, '30'];
  const asking = new Background(inside(path.client, words));
  await asking.says(/asking/);
  const arrival = asking.says(/\{.*\}/, 30_000).then(([text]) => JSON.parse(text) as Arrival);
  arrival.catch(() => undefined);
  return { arrival, end: () => asking.stop() };
}

/** Serves in a namespace until stopped. */
export async function startTarget(namespacePath: string): Promise<Background> {
  const target = new Background(inside(namespacePath, [process.execPath, TARGET]));
  await target.says(/serving/);
  return target;
}
