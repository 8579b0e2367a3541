/**
 * `postern down`: no process and no namespace of a data directory stays, whatever has crashed before. The
 * resources stay in the directory: the next `up` builds their network again.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { isRunning, type ProcessIdentity, signalProcess } from '../../base/processIdentity.ts';
import { lastAgent } from '../../dataplane/agentLock.ts';
import { SOCKET_NAME } from '../../dataplane/agentServer.ts';
import { endHeldProcesses } from '../../dataplane/heldProcesses.ts';
import { endHolder } from '../../dataplane/holder.ts';
import { removeAllNamespaces } from '../../dataplane/kernel/kernel.ts';
import { LocalAgent } from '../../link/localAgent.ts';
import { defaultDataPath, readDaemon, readInstallationId } from '../../state/dataDirectory.ts';
import { CommandError } from '../commandError.ts';

interface DownOptions {
  readonly data: string;
}

const DAEMON_END_MS = 90_000;
const AGENT_ANSWER_MS = 2_000;
const LOOK_EVERY_MS = 25;

export function addDown(program: Command): void {
  program
    .command('down')
    .description('remove every process, namespace and rule of a data directory, also after a crash')
    .option('--data <dir>', 'data directory', defaultDataPath(process.env, process.getuid?.() === 0))
    .action(down);
}

async function down({ data }: DownOptions): Promise<void> {
  const installationId = readInstallationId(data);
  if (installationId === undefined) return console.log(`Nothing to remove: no Postern has run on ${data}.`);
  await stopDaemon(data);
  await stopAgent(join(data, 'agent'));
  await removeNamespaces(data, installationId);
  console.log(`The network of ${data} is removed; its resources are kept for the next start.`);
}

async function stopDaemon(data: string): Promise<void> {
  const daemon = readDaemon(data);
  if (!daemon) return;
  console.log(`Stopping the daemon at ${daemon.endpoint} (process ${daemon.process.pid}).`);
  signalProcess(daemon.process, 'SIGTERM');
  await untilEnded(daemon.process);
}

async function untilEnded(process: ProcessIdentity): Promise<void> {
  const end = performance.now() + DAEMON_END_MS;
  while (isRunning(process)) {
    if (performance.now() > end)
      throw new CommandError(`Process ${process.pid} does not end. Kill it, then run this again.`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** An agent that answers removes what it made; without one that is for us to do. */
async function stopAgent(directory: string): Promise<void> {
  const agent = new LocalAgent({
    socketPath: join(directory, SOCKET_NAME),
    command: [],
    logFile: '',
    report: (sentence) => console.error(sentence),
  });
  agent.link.start();
  const answers = await Promise.race([
    agent.ready.then(() => true),
    sleep(AGENT_ANSWER_MS, false, { ref: false }),
  ]);
  await agent.stop(answers);
  const silent = lastAgent(join(directory, 'lock'));
  if (silent) signalProcess(silent, 'SIGKILL');
}

/** Root may take down what an ordinary user has run. */
async function removeNamespaces(data: string, installationId: string): Promise<void> {
  if (process.getuid?.() === 0) await removeAllNamespaces(installationId);
  const ended = await endHeldProcesses(installationId);
  endHolder(join(data, 'agent'));
  if (!ended) throw new CommandError('Not everything inside the namespaces could be ended. Run this again.');
}
