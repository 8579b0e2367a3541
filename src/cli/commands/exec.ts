/** `postern exec INSTANCE -- CMD…`: a command inside an instance; its standard streams and exit status are ours. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Command } from 'commander';
import { enterCommand } from '../../dataplane/netns/enter.ts';
import { CommandError } from '../commandError.ts';
import { type DaemonOptions, findDaemon, withDaemonOptions } from '../daemonClient.ts';
import { findEntry } from '../instanceEntry.ts';

/** Signals that are meant for the command. A terminal sends it SIGINT and SIGQUIT itself. */
const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;
const FROM_TERMINAL = ['SIGINT', 'SIGQUIT'] as const;

export function addExec(program: Command): void {
  const command = program
    .command('exec')
    .description("run a command inside an instance, with that VPC's DNS")
    .usage('[options] <instance> -- <command...>')
    .argument('<instance>', 'instance id, or its Name tag')
    .argument('<command...>', 'the command and its arguments')
    .passThroughOptions();
  withDaemonOptions(command).action(exec);
}

async function exec(instance: string, words: string[], options: DaemonOptions): Promise<void> {
  const command = words[0] === '--' ? words.slice(1) : words;
  if (command.length === 0) throw new CommandError('Say what to run: postern exec INSTANCE -- COMMAND');
  const entry = await findEntry(findDaemon(options), instance);
  process.exitCode = await runInside(enterCommand({ ...entry, workingDirectory: process.cwd(), command }));
}

/** The exit status, as a shell reports it. */
function runInside([file = '', ...argv]: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, argv, { stdio: 'inherit' });
    for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
    for (const signal of FROM_TERMINAL) process.on(signal, () => process.stdin.isTTY || child.kill(signal));
    child.on('error', (error) => reject(new CommandError(`Cannot enter the instance: ${error.message}`)));
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
