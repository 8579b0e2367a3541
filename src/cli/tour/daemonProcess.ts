/** A Postern of one's own: `postern up` on a temporary data directory and a free port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The built command line, from sources and from the build alike. */
export const POSTERN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

export interface DaemonProcess {
  readonly endpoint: string;
  readonly pid: number;
  /** Everything it has printed so far. */
  printed(): string;
  /** SIGTERM, and its exit status; undefined when a signal ended it. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

/**
 * Resolves once the daemon says that it is ready.
 * @throws Error with what it printed, when it ends before that
 */
export async function startDaemonProcess(
  data: string,
  options: readonly string[] = [],
): Promise<DaemonProcess> {
  const argv = [
    POSTERN,
    'up',
    '--data',
    data,
    ...(options.includes('--port') ? [] : ['--port', '0']),
    ...options,
  ];
  // A session of its own: the terminal's Ctrl-C is for us, and we end the daemon in our order.
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const lines: string[] = [];
  const endpoint = await untilReady(child, lines);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return {
    endpoint,
    pid: child.pid as number,
    printed: () => lines.join('\n'),
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function untilReady(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    for (const input of [child.stdout, child.stderr]) {
      if (input) createInterface({ input }).on('line', (line) => read(line));
    }
    const read = (line: string) => {
      lines.push(line);
      const endpoint = /ready at (http:\S+)/.exec(line)?.[1];
      if (endpoint) resolve(endpoint);
    };
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(lines.join('\n') || `the daemon ended with status ${code}`)),
    );
  });
}
