/** Sets the stage of the tour, and clears it away whatever happens. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../commandError.ts';
import { type DaemonProcess, startDaemonProcess } from './daemonProcess.ts';
import { countNamespaces } from './leftovers.ts';
import { interruptible, type Narration, narrate } from './narration.ts';
import { tour } from './tour.ts';

export async function runTour(): Promise<void> {
  const interruption = interrupted();
  const say = narrate(process.stdout);
  const data = mkdtempSync(join(tmpdir(), 'postern-tour-'));
  say.title('Postern: AWS PrivateLink on this machine, with real packets');
  try {
    say.part('A daemon of its own');
    const daemon = await startDaemon(say, data);
    await tour({ endpoint: daemon.endpoint, data, say: interruptible(say, interruption) }).finally(() =>
      tearDown(say, daemon, data),
    );
  } catch (error) {
    throw error instanceof CommandError ? error : new CommandError(`The tour stops: ${reasonOf(error)}`);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  say.title(
    'Next: `npm start`, then any AWS tool with --endpoint-url http://127.0.0.1:4566 (see the README).',
  );
}

function startDaemon(say: Narration, data: string): Promise<DaemonProcess> {
  return say.observe(
    () => startDaemonProcess(data),
    ({ endpoint }) => `the AWS API answers at ${endpoint}, and the data plane is connected`,
  );
}

async function tearDown(say: Narration, daemon: DaemonProcess, data: string): Promise<void> {
  say.part('And nothing stays');
  await say.observe(
    async () => {
      const count = countNamespaces(data);
      const status = await daemon.stop();
      if (status !== 0) throw new Error(`The daemon ended with status ${status}:\n${daemon.printed()}`);
      const left = countNamespaces(data);
      if (left > 0) throw new Error(`${left} network namespaces are left.`);
      return { count, left };
    },
    ({ count, left }) => `the daemon stops; of its ${count} network namespaces ${left} are left`,
  );
}

/** Rejects at Ctrl-C; further ones do not keep the tour from clearing away. */
function interrupted(): Promise<never> {
  const interruption = new Promise<never>((_, reject) => {
    process.on('SIGINT', () => reject(new CommandError('Interrupted.', 130)));
    process.on('SIGTERM', () => reject(new CommandError('Terminated.', 143)));
    process.on('SIGHUP', () => reject(new CommandError('The terminal was closed.', 129)));
  });
  interruption.catch(() => undefined);
  return interruption;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
