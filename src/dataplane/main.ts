/** The agent's process: everything of the data plane is built and joined here. */
import { fstatSync, ftruncateSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ToAgent } from '../link/messages.ts';
import type { WayOut } from '../program/rows.ts';
import { Agent, type PartContext } from './agent.ts';
import { takeAgentLock } from './agentLock.ts';
import { AgentServer } from './agentServer.ts';
import { become } from './become.ts';
import { startDns } from './dns/startDns.ts';
import { hostUpstreams } from './dns/upstreams.ts';
import { openFlowCache } from './flowcache/openFlowCache.ts';
import { NodeUsability } from './health/nodeUsability.ts';
import { startHealth } from './health/startHealth.ts';
import { endHolder, ensureHolder, enterHolder } from './holder.ts';
import { checkHostTools, checkNamespaces, HostError } from './hostTools.ts';
import { startInstances } from './instances/startInstances.ts';
import { startInternet } from './internet/startInternet.ts';
import { Kernel } from './kernel/kernel.ts';
import { NamespaceSockets } from './netns/namespaceSockets.ts';
import type { Part } from './part.ts';

export interface AgentProcessOptions {
  readonly dataDir: string;
  readonly installationId: string;
  /** Whether instances run their user data. */
  readonly allowUserData: boolean;
  /** Whether packets of known connections pass nft by, where that is possible; so where it is not said. */
  readonly flowCache?: boolean;
  /** What is beyond internet gateways: `none`, `host`, or the name of a network namespace; nothing where it is not said. */
  readonly internet?: string;
}

/** Set for the agent without root once it runs inside its holder's namespaces. */
const HOLDER_VARIABLE = 'POSTERN_HOLDER_PID';
const MAX_LOG_BYTES = 4 * 1024 * 1024;
const LOG_CHECK_MS = 60_000;

/**
 * `postern agent`: serves one data directory until SIGTERM, which leaves the network as it is, or until the
 * control plane says `shutdown`. Without root this process first becomes one inside the holder's namespaces.
 *
 * Rejects with HostError where the host lacks something, AgentLockedError where an agent runs already.
 */
export async function runAgentProcess(options: AgentProcessOptions): Promise<void> {
  await checkHostTools();
  const directory = join(resolve(options.dataDir), 'agent');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const holderPid = takeHolderPid(process.env);
  if (process.getuid?.() !== 0 && holderPid === undefined) return enterOwnNamespaces(directory);
  await checkNamespaces();
  takeAgentLock(join(directory, 'lock'));
  await serve(options, directory, holderPid);
}

/** What `postern down` needs where no agent answers: words before `ip` and the like. */
export { endHolder, enterHolder, findHolder } from './holder.ts';
export { HostError };

async function enterOwnNamespaces(directory: string): Promise<never> {
  const holderPid = await ensureHolder(directory);
  process.env[HOLDER_VARIABLE] = String(holderPid);
  return become([...enterHolder(holderPid), process.execPath, ...process.execArgv, ...process.argv.slice(1)]);
}

/** Taken out of the environment: what the agent starts is not the agent. */
function takeHolderPid(environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment[HOLDER_VARIABLE];
  delete environment[HOLDER_VARIABLE];
  return text === undefined ? undefined : Number(text);
}

async function serve(
  options: AgentProcessOptions,
  directory: string,
  holderPid: number | undefined,
): Promise<void> {
  const { installationId, flowCache: wanted = true, internet = 'none' } = options;
  const flowCache = await openFlowCache({ installationId, wanted, log });
  const wayOut = wayOutOf(internet);
  const kernel = new Kernel({ installationId, flowCache, wayOut });
  const server = new AgentServer({
    greeting: () => [{ type: 'hello', agentPid: process.pid, holderPid }, ...agent.known()],
    onMessage: (message) => void receive(message),
    onGone: () => agent.forgetUnfinished(),
  });
  const agent = new Agent({
    directory,
    kernel,
    startParts: (context) => startParts(options, context),
    send: (message) => server.send(message),
    log,
  });

  const end = async (removeNetwork: boolean) => {
    server.close();
    await (removeNetwork ? agent.removeNetwork() : agent.close());
    await flowCache?.close();
    if (removeNetwork && holderPid !== undefined) endHolder(directory);
    process.exit(0);
  };
  const receive = async (message: ToAgent) => {
    if (message.type === 'rows') agent.receive(message);
    else await end(message.removeNetwork);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end(false));
  process.on('SIGHUP', () => undefined);
  setInterval(boundLog, LOG_CHECK_MS).unref();

  await agent.start();
  await server.listen(directory);
  log(`agent ${process.pid} serves installation ${options.installationId}`);
}

function wayOutOf(internet: string): WayOut {
  return internet === 'none' || internet === 'host' ? internet : { namespace: internet };
}

/** In the order in which they follow a change: who is asked by others comes first. */
async function startParts(options: AgentProcessOptions, context: PartContext): Promise<Part[]> {
  const { installationId, allowUserData, internet } = options;
  const sockets = new NamespaceSockets();
  const usability = new NodeUsability((check) => context.findings.isHealthy(check));
  const nodeIsUsable = (nodeId: string) => usability.isUsable(nodeId);
  const dataDirectory = resolve(options.dataDir);
  return [
    { apply: async (change) => usability.apply(change), close: () => sockets.close() },
    await startDns({ installationId, sockets, nodeIsUsable, upstreams: () => hostUpstreams() }),
    await startHealth({
      installationId,
      sockets,
      initial: context.findings.all,
      onHealth: (check, finding) => context.onHealth(check, finding),
    }),
    await startInstances({
      installationId,
      dataDirectory,
      allowUserData,
      onOutput: (output) => context.onConsole(output),
    }),
    ...(internet === 'host' ? [startInternet({ installationId, sockets })] : []),
  ];
}

function log(text: string): void {
  console.error(`${new Date().toISOString()} ${text}`);
}

/** Standard error is a file that is appended to: emptied where it has grown long. */
function boundLog(): void {
  const output = fstatSync(process.stderr.fd);
  if (output.isFile() && output.size > MAX_LOG_BYTES) ftruncateSync(process.stderr.fd);
}
