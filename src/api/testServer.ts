/** The whole API over HTTP without a disk or a data plane, and the SDK's clients of any account to it. */
import { randomUUID } from 'node:crypto';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { type Clock, systemClock } from '../base/clock.ts';
import { systemRandom } from '../base/random.ts';
import { memoryStore } from '../state/memoryStore.ts';
import { State } from '../state/state.ts';
import { AnswerMemory } from './answerMemory.ts';
import { anySignature, verifiedSignature } from './auth.ts';
import { authorizeCall } from './authorization/authorizeCall.ts';
import { storedCredential } from './credentials.ts';
import { bootstrapAccount } from './ec2/defaults.ts';
import { ec2Operations } from './ec2/operations.ts';
import { elbv2Operations } from './elbv2/operations.ts';
import { iamOperations } from './iam/operations.ts';
import { makePipeline } from './pipeline.ts';
import { startServer } from './server.ts';
import { makeServices } from './services.ts';
import { stsOperations } from './sts/operations.ts';

export interface TestServer {
  readonly state: State;
  readonly endpoint: string;
  ec2(accountId: string): EC2Client;
  elbv2(accountId: string): ElasticLoadBalancingV2Client;
  iam(accountId: string): IAMClient;
  sts(accountId: string): STSClient;
  close(): Promise<void>;
}

export interface TestServerSettings {
  readonly clock?: Clock;
  /** Takes verified signatures only, of keys that the state holds, and lets policies decide. */
  readonly strict?: boolean;
}

export async function startTestServer(
  region = 'us-east-1',
  { clock = systemClock, strict = false }: TestServerSettings = {},
): Promise<TestServer> {
  const fail = (error: unknown) => {
    throw error;
  };
  const state = await State.open(memoryStore(), fail);
  const log = (message: string, error?: unknown) => console.error(message, error ?? '');
  const handle = makePipeline({
    services: makeServices({
      ec2: ec2Operations,
      elbv2: elbv2Operations,
      iam: iamOperations,
      sts: stsOperations,
    }),
    state,
    answers: new AnswerMemory(),
    authenticate: (strict ? verifiedSignature : anySignature)((id) => storedCredential(state.snapshot, id)),
    authorize: strict ? authorizeCall : undefined,
    bootstrapAccount,
    clock,
    random: systemRandom,
    newRequestId: randomUUID,
    log,
    onFatal: fail,
  });
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    handle,
    inspect: async () => undefined,
    health: () => ({ status: 'ok' }),
    newRequestId: randomUUID,
    log,
  });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const options = (accessKeyId: string) => ({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  return {
    state,
    endpoint,
    ec2: (accountId) => new EC2Client(options(accountId)),
    elbv2: (accountId) => new ElasticLoadBalancingV2Client(options(accountId)),
    iam: (accountId) => new IAMClient(options(accountId)),
    sts: (accountId) => new STSClient(options(accountId)),
    close: () => server.close(0),
  };
}
