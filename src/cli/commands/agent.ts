/** `postern agent`: the data plane of this host, as a process of its own. */
import type { Command } from 'commander';
import { systemRandom } from '../../base/random.ts';
import { defaultDataPath, ensureInstallationId } from '../../state/dataDirectory.ts';
import { CommandError } from '../commandError.ts';
import { internetOption } from '../internetOption.ts';

interface AgentOptions {
  readonly data: string;
  readonly allowUserData: boolean;
  readonly flowCache: boolean;
  readonly internet: string;
}

export function addAgent(program: Command): void {
  program
    .command('agent')
    .description('run the data plane of this host by itself (`up` does that for you)')
    .option('--data <dir>', 'data directory', defaultDataPath(process.env, process.getuid?.() === 0))
    .option('--no-allow-user-data', 'never run UserData scripts')
    .addOption(internetOption())
    .option('--no-flow-cache', 'let nft see every packet')
    .action(agent);
}

async function agent({ data, allowUserData, flowCache, internet }: AgentOptions): Promise<void> {
  // Without root the agent starts itself anew as root of a user namespace, where the default is another.
  process.env.POSTERN_DATA = data;
  const { AgentLockedError } = await import('../../dataplane/agentLock.ts');
  const { HostError, runAgentProcess } = await import('../../dataplane/main.ts');
  const installationId = ensureInstallationId(data, systemRandom);
  try {
    await runAgentProcess({ dataDir: data, installationId, allowUserData, flowCache, internet });
  } catch (error) {
    if (error instanceof HostError || error instanceof AgentLockedError)
      throw new CommandError(error.message);
    throw error;
  }
}
