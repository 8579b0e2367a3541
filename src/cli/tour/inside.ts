/** Looks at the network from inside an instance, through `postern exec` as any user would. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { POSTERN } from './daemonProcess.ts';

const PROBE = fileURLToPath(new URL('../../../dist/cli/tour/probe.js', import.meta.url));

export interface Answered {
  /** Each body that came, and how often. */
  readonly bodies: Readonly<Record<string, number>>;
  readonly answered: number;
  readonly medianMs: number;
}

export interface Inside {
  connect(host: string, port: number): Promise<{ outcome: string; ms: number }>;
  lookup(name: string): Promise<{ addresses: string[]; servers: string[] }>;
  get(url: string, count?: number): Promise<Answered>;
  /** Opens a response that never ends; `ended` resolves when something cuts it. */
  hold(url: string): Promise<{ ended: Promise<{ bytes: number; ended: string }> }>;
}

export function inside(data: string, instanceId: string): Inside {
  const look = (...words: string[]) => startProbe(data, instanceId, words);
  return {
    connect: (host, port) => only(look('connect', host, String(port))),
    lookup: (name) => only(look('lookup', name)),
    get: (url, count = 1) => only(look('get', url, String(count))),
    hold: async (url) => {
      const lines = look('hold', url);
      await next(lines);
      const ended = next<{ bytes: number; ended: string }>(lines);
      ended.catch(() => undefined);
      return { ended };
    },
  };
}

/** The JSON lines that the probe prints. */
async function* startProbe(
  data: string,
  instanceId: string,
  words: readonly string[],
): AsyncGenerator<object> {
  const argv = [POSTERN, 'exec', '--data', data, instanceId, '--', process.execPath, PROBE, ...words];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  try {
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as object;
  } finally {
    process.off('exit', end);
    child.kill();
  }
}

async function only<T>(lines: AsyncGenerator<object>): Promise<T> {
  const seen = await next<T>(lines);
  await lines.return(undefined);
  return seen;
}

async function next<T>(lines: AsyncGenerator<object>): Promise<T> {
  const { value } = await lines.next();
  if (!value) throw new Error('The look from inside the instance printed nothing.');
  if ('error' in value) throw new Error(`Seen from inside the instance: ${value.error}`);
  return value as T;
}
