/** Builds every part of the daemon and joins them: the only file that knows them all. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AnswerMemory } from './api/answerMemory.ts';
import { type Authenticate, anySignature, type CredentialLookup, verifiedSignature } from './api/auth.ts';
import { authorizeCall } from './api/authorization/authorizeCall.ts';
import { storedCredential } from './api/credentials.ts';
import { bootstrapAccount } from './api/ec2/defaults.ts';
import { ec2Operations } from './api/ec2/operations.ts';
import { elbv2Operations } from './api/elbv2/operations.ts';
import { forwardTo } from './api/fallback.ts';
import { iamOperations } from './api/iam/operations.ts';
import { makePipeline } from './api/pipeline.ts';
import { type QuotaRequest, setQuotas } from './api/quotas.ts';
import { isForeign } from './api/recognition.ts';
import { type RunningServer, startServer } from './api/server.ts';
import { makeServices, type Service } from './api/services.ts';
import { stsOperations } from './api/sts/operations.ts';
import { systemClock } from './base/clock.ts';
import { systemRandom } from './base/random.ts';
import { SOCKET_NAME } from './dataplane/agentServer.ts';
import { carriesDefaultRoute, hasInterface, hasNamespace } from './dataplane/hostPlaces.ts';
import { InstanceFiles } from './dataplane/instances/instanceFiles.ts';
import { operatorApi } from './inspect/operatorApi.ts';
import { LocalAgent } from './link/localAgent.ts';
import { startControlLoop } from './observe/startControlLoop.ts';
import { startAnalyzer } from './reachability/startAnalyzer.ts';
import { type DataDirectory, openDataDirectory } from './state/dataDirectory.ts';
import { openJournalStore } from './state/journal/journalStore.ts';
import { type AccessKey, ensureAccessKeys, ensureOperatorToken } from './state/secrets.ts';
import { State } from './state/state.ts';
import { txtLookup } from './verification/publicTxt.ts';
import { startVerifier } from './verification/startVerifier.ts';

export interface DaemonSettings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Data directory. */
  readonly data: string;
  readonly auth: 'any' | 'strict';
  readonly fallback?: URL;
  readonly allowUserData: boolean;
  /** False: nft sees every packet. */
  readonly flowCache?: boolean;
  /** What is beyond internet gateways: `none`, `host`, or the name of a network namespace. */
  readonly internet?: string;
  /** `host:port` of the resolver that proves private DNS names; the host's resolvers when undefined. */
  readonly verificationResolver?: string;
  /** Values that replace the default quotas; later ones count. */
  readonly quotas: readonly QuotaRequest[];
  readonly version: string;
  /** Told, in one sentence, what the operator should know. */
  readonly report: (sentence: string) => void;
}

export interface RunningDaemon {
  readonly endpoint: string;
  /** With strict authentication: where the access keys are. */
  readonly credentialsPath?: string;
  /** Resolves once the data plane is connected too; rejects when it cannot work here. */
  readonly ready: Promise<void>;
  stop(options: { removeNetwork: boolean }): Promise<void>;
}

/** What the operator must change before it can start; the message says what. */
export class StartError extends Error {
  override name = 'StartError';
}

/** @throws DataDirectoryError, StartError */
export async function startDaemon(settings: DaemonSettings): Promise<RunningDaemon> {
  adoptQuotas(settings.quotas);
  const directory = openDataDirectory(settings.data, systemRandom);
  const state = await State.open(openJournalStore(directory.statePath), fatal, { frozen: false });
  const secrets = settings.auth === 'strict' ? strictSecrets(directory) : undefined;
  const agent = makeAgent(settings, directory);
  const log = (message: string, error?: unknown) => console.error(message, error ?? '');
  const server = await startApi({ settings, directory, state, secrets, agent, log });
  const endpoint = `http://${inUrl(settings.host)}:${server.port}`;
  directory.announce(endpoint);
  const stopLoop = startControlLoop({
    state,
    link: agent.link,
    clock: systemClock,
    random: systemRandom,
    log,
  });
  const stopAnalyzer = startAnalyzer(state, log);
  const stopVerifier = startVerifier(state, txtLookup(settings.verificationResolver));
  agent.start();
  return {
    endpoint,
    credentialsPath: secrets?.path,
    ready: agent.ready,
    stop: async ({ removeNetwork }) => {
      await server.close();
      stopLoop();
      stopVerifier();
      stopAnalyzer();
      await agent.stop(removeNetwork);
      await state.close();
      directory.release();
    },
  };
}

function adoptQuotas(requests: readonly QuotaRequest[]): void {
  try {
    setQuotas(...requests);
  } catch (error) {
    throw error instanceof RangeError ? new StartError(error.message) : error;
  }
}

interface Parts {
  readonly settings: DaemonSettings;
  readonly directory: DataDirectory;
  readonly state: State;
  readonly secrets: StrictSecrets | undefined;
  readonly agent: LocalAgent;
  readonly log: (message: string, error?: unknown) => void;
}

async function startApi(parts: Parts): Promise<RunningServer> {
  const { settings, state, agent, log } = parts;
  const services = makeServices({
    ec2: ec2Operations,
    elbv2: elbv2Operations,
    iam: iamOperations,
    sts: stsOperations,
  });
  const handle = makePipeline({
    services,
    state,
    answers: new AnswerMemory(),
    authenticate: authenticator(parts),
    authorize: parts.secrets && authorizeCall,
    bootstrapAccount,
    clock: systemClock,
    random: systemRandom,
    newRequestId: randomUUID,
    log,
    onFatal: fatal,
  });
  try {
    return await startServer({
      host: settings.host,
      port: settings.port,
      handle,
      inspect: operatorView(parts),
      health: () => health(settings, services, agent),
      newRequestId: randomUUID,
      log,
      forward: settings.fallback && forwardTo(settings.fallback, (head) => isForeign(services, head)),
    });
  } catch (error) {
    throw new StartError(
      `Cannot listen on ${settings.host}:${settings.port} (${(error as Error).message}). Choose another with --port.`,
    );
  }
}

function operatorView({ state, directory, secrets, agent }: Parts) {
  const files = new InstanceFiles(directory.path);
  return operatorApi({
    state,
    installationId: directory.installationId,
    token: secrets?.operatorToken,
    agent: {
      isConnected: () => agent.isConnected(),
      holderPid: () => agent.holderPid(),
      resolvConfOf: (instanceId) => files.resolvConf(instanceId),
      hasNamespace: (name) => hasNamespace(name, agent.holderPid()),
      hasInterface,
      carriesDefaultRoute,
    },
  });
}

function makeAgent(settings: DaemonSettings, directory: DataDirectory): LocalAgent {
  return new LocalAgent({
    socketPath: join(directory.path, 'agent', SOCKET_NAME),
    command: agentCommand(settings, directory),
    logFile: join(directory.path, 'agent.log'),
    report: settings.report,
  });
}

/** The agent is this very program, in a process of its own. */
function agentCommand(
  { allowUserData, flowCache = true, internet = 'none' }: DaemonSettings,
  { path }: DataDirectory,
): string[] {
  const program = fileURLToPath(new URL('./cli/main.js', import.meta.url));
  const argv = [process.execPath, program, 'agent', '--data', path, '--internet', internet];
  if (!allowUserData) argv.push('--no-allow-user-data');
  if (!flowCache) argv.push('--no-flow-cache');
  return argv;
}

interface StrictSecrets {
  readonly path: string;
  readonly lookup: CredentialLookup;
  readonly operatorToken: string;
}

function strictSecrets(directory: DataDirectory): StrictSecrets {
  const { path, keys } = ensureAccessKeys(directory.path, systemRandom);
  const byId = new Map<string, AccessKey>(keys.map((key) => [key.accessKeyId, key]));
  return {
    path,
    lookup: (id) => byId.get(id),
    operatorToken: ensureOperatorToken(directory.path, systemRandom),
  };
}

/** Keys are the operator's (strict authentication), or made by IAM and STS. */
function authenticator({ secrets, state }: Parts): Authenticate {
  const lookup: CredentialLookup = (id) => secrets?.lookup(id) ?? storedCredential(state.snapshot, id);
  return secrets ? verifiedSignature(lookup) : anySignature(lookup);
}

/** LocalStack's tools look for their services' names and `running`. */
function health({ version }: DaemonSettings, services: readonly Service[], agent: LocalAgent): object {
  return {
    status: 'ok',
    version,
    edition: 'postern',
    dataPlane: agent.isConnected() ? 'connected' : 'disconnected',
    services: Object.fromEntries(services.map(({ model }) => [shortName(model.signingName), 'running'])),
  };
}

function shortName(signingName: string): string {
  return signingName === 'elasticloadbalancing' ? 'elbv2' : signingName;
}

/** An IPv6 address stands in brackets in a URL. */
function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Memory and disk disagree, or an assertion failed: what is on disk is whole, so the process ends. */
function fatal(error: unknown): never {
  console.error('Postern stops:', error);
  process.exit(70);
}
