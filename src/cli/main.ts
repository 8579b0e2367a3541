#!/usr/bin/env node
/**
 * The command line: one file per command, one line here. What a command needs beyond its options is loaded when
 * it runs: `exec` must not wait for the AWS SDK.
 */
import { Command } from 'commander';
import { DataDirectoryError } from '../state/dataDirectory.ts';
import { CommandError } from './commandError.ts';
import { addAgent } from './commands/agent.ts';
import { addAttach } from './commands/attach.ts';
import { addDetach } from './commands/detach.ts';
import { addDown } from './commands/down.ts';
import { addExec } from './commands/exec.ts';
import { addExplain } from './commands/explain.ts';
import { addForward } from './commands/forward.ts';
import { addGet } from './commands/get.ts';
import { addTour } from './commands/tour.ts';
import { addUp } from './commands/up.ts';
import { addVerifyDomain } from './commands/verifyDomain.ts';
import { packageVersion } from './version.ts';

const COMMANDS = [
  addUp,
  addTour,
  addGet,
  addExec,
  addForward,
  addExplain,
  addVerifyDomain,
  addAttach,
  addDetach,
  addDown,
  addAgent,
];

async function main(): Promise<void> {
  const program = new Command('postern')
    .description('AWS PrivateLink that you can run yourself: the AWS API in front, a real network behind it.')
    .version(packageVersion())
    .showHelpAfterError('(postern --help lists what there is)')
    .enablePositionalOptions();
  for (const add of COMMANDS) add(program);
  await program.parseAsync();
}

/** The operator's mistakes and the world's are one sentence; ours keep their stack. */
function fail(error: unknown): void {
  const isPlain = [CommandError, DataDirectoryError].some((kind) => error instanceof kind);
  console.error(isPlain ? (error as Error).message : error);
  process.exitCode = error instanceof CommandError ? error.exitStatus : 1;
}

await main().catch(fail);
