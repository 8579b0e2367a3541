/** The whole API over HTTP without a disk or a data plane, and the SDK's clients of any account to it. */
import { randomUUID } from 'node:crypto';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { STSClient } from '@aws-sdk/client-sts';
import { systemClock } from '../base/clock.ts';
import { systemRandom } from '../base/random.ts';
import { memoryStore } from '../state/memoryStore.ts';
import { State } from '../state/state.ts';
import { anySignature } from './auth.ts';
import { bootstrapAccount } from './ec2/defaults.ts';
import { ec2Operations } from './ec2/operations.ts';
import { elbv2Operations } from './elbv2/operations.ts';
import { makePipeline } from './pipeline.ts';
import { startServer } from './server.ts';
import { makeServices } from './services.ts';
import { stsOperations } from './sts/operations.ts';

export interface TestServer {
  readonly state: State;
  ec2(accountId: string): EC2Client;
  elbv2(accountId: string): ElasticLoadBalancingV2Client;
  sts(accountId: string): STSClient;
  close(): Promise<void>;
}

export async function startTestServer(region = 'us-east-1'): Promise<TestServer> {
  const fail = (error: unknown) => {
    throw error;
  };
  const state = await State.open(memoryStore(), fail);
  const log = (message: string, error?: unknown) => console.error(message, error ?? '');
  const handle = makePipeline({
    services: makeServices({ ec2: ec2Operations, elbv2: elbv2Operations, sts: stsOperations }),
    state,
    authenticate: anySignature(() => undefined),
    bootstrapAccount,
    clock: systemClock,
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
  const options = (accessKeyId: string) => ({
    endpoint: `http://127.0.0.1:${server.port}`,
    region,
    credentials: { accessKeyId, secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  return {
    state,
    ec2: (accountId) => new EC2Client(options(accountId)),
    elbv2: (accountId) => new ElasticLoadBalancingV2Client(options(accountId)),
    sts: (accountId) => new STSClient(options(accountId)),
    close: () => server.close(0),
  };
}
