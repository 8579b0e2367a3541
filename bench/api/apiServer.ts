/**
 * Program: Postern's API alone, durable, without a control loop or an agent: what is measured beside emulators, which
 * have neither.
 *
 *   node apiServer.js DIRECTORY        prints `ready at http://127.0.0.1:PORT after N ms`
 */
import { randomUUID } from 'node:crypto';
import { AnswerMemory } from '../../src/api/answerMemory.ts';
import { anySignature } from '../../src/api/auth.ts';
import { storedCredential } from '../../src/api/credentials.ts';
import { bootstrapAccount } from '../../src/api/ec2/defaults.ts';
import { ec2Operations } from '../../src/api/ec2/operations.ts';
import { elbv2Operations } from '../../src/api/elbv2/operations.ts';
import { iamOperations } from '../../src/api/iam/operations.ts';
import { makePipeline } from '../../src/api/pipeline.ts';
import { setQuotas } from '../../src/api/quotas.ts';
import { startServer } from '../../src/api/server.ts';
import { makeServices } from '../../src/api/services.ts';
import { stsOperations } from '../../src/api/sts/operations.ts';
import { systemClock } from '../../src/base/clock.ts';
import { systemRandom } from '../../src/base/random.ts';
import { openJournalStore } from '../../src/state/journal/journalStore.ts';
import { State } from '../../src/state/state.ts';

const [directory = ''] = process.argv.slice(2);
setQuotas({ '*': 1_000_000 });
const state = await State.open(openJournalStore(directory), fail, { frozen: false });
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
  authenticate: anySignature((id) => storedCredential(state.snapshot, id)),
  bootstrapAccount,
  clock: systemClock,
  random: systemRandom,
  newRequestId: randomUUID,
  log: console.error,
  onFatal: fail,
});
const server = await startServer({
  host: '127.0.0.1',
  port: 0,
  handle,
  inspect: async () => undefined,
  health: () => ({ status: 'ok' }),
  newRequestId: randomUUID,
  log: console.error,
});
console.log(`ready at http://127.0.0.1:${server.port} after ${(process.uptime() * 1000).toFixed(0)} ms`);
process.once('SIGTERM', stop);

async function stop(): Promise<void> {
  await server.close(0);
  await state.close();
}

function fail(error: unknown): never {
  console.error(error);
  process.exit(70);
}
