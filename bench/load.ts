/** Measures one path: iperf3 for throughput, wrk for connections and requests (both from Debian). */
import { inside, run } from './commands.ts';

/** Where the load comes from and goes to. The target serves HTTP and iperf3 on these ports. */
export interface Path {
  readonly name: string;
  /** Namespace of the client, as a path. */
  readonly client: string;
  /** Address that the client dials. */
  readonly address: string;
}

export const HTTP_PORT = 8080;
export const IPERF_PORT = 5201;

export interface Sample {
  /** Bits per second, one stream. */
  readonly throughput: number;
  /** New connections (one small request each) per second. */
  readonly connections: number;
  /** Requests per second on kept connections. */
  readonly requests: number;
  /** 99th percentile of a request on kept connections, microseconds. */
  readonly p99Us: number;
}

export async function measure(path: Path, seconds: number): Promise<Sample> {
  const throughput = await measureThroughput(path, seconds);
  const connections = await measureHttp(path, seconds, true);
  const requests = await measureHttp(path, seconds, false);
  return { throughput, connections: connections.rate, requests: requests.rate, p99Us: requests.p99Us };
}

async function measureThroughput(path: Path, seconds: number): Promise<number> {
  const command = ['iperf3', '-J', '-c', path.address, '-p', String(IPERF_PORT), '-t', String(seconds)];
  const report = JSON.parse(await run(...inside(path.client, command), (seconds + 20) * 1000));
  if (report.error) throw new Error(`${path.name}: iperf3: ${report.error}`);
  return report.end.sum_received.bits_per_second;
}

async function measureHttp(
  path: Path,
  seconds: number,
  closing: boolean,
): Promise<{ rate: number; p99Us: number }> {
  const headers = closing ? ['-H', 'Connection: close'] : [];
  const url = `http://${path.address}:${HTTP_PORT}/`;
  const command = ['wrk', '-t1', '-c32', `-d${seconds}s`, '--latency', ...headers, url];
  const report = await run(...inside(path.client, command), (seconds + 20) * 1000);
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(report)?.[1]);
  const failures = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(report);
  if (!(rate > 0)) throw new Error(`${path.name}: wrk measured nothing:\n${report}`);
  if (failures && Number(failures[1]) + Number(failures[4]) > 0) {
    throw new Error(`${path.name}: connections failed:\n${report}`);
  }
  return { rate, p99Us: microseconds(/99%\s+([\d.]+)(us|ms|s)/.exec(report)) };
}

function microseconds(match: RegExpExecArray | null): number {
  const scale = { us: 1, ms: 1_000, s: 1_000_000 }[match?.[2] ?? 'us'] ?? 1;
  return Number(match?.[1]) * scale;
}
