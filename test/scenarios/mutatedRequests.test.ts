/**
 * Damaged requests over HTTP: each gets an answer that is no fault of the server's, and a refused one changes nothing.
 *
 * `POSTERN_FUZZ=100000 npm test -- test/scenarios/mutatedRequests.test.ts` sends as many; `POSTERN_SEED` repeats a run.
 */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ec2Operations } from '../../src/api/ec2/operations.ts';
import { elbv2Operations } from '../../src/api/elbv2/operations.ts';
import { iamOperations } from '../../src/api/iam/operations.ts';
import { stsOperations } from '../../src/api/sts/operations.ts';
import { startTestServer, type TestServer } from '../../src/api/testServer.ts';
import { type Random, seededRandom } from '../../src/base/random.ts';
import { ec2Model, elbv2Model, iamModel, stsModel } from '../../src/wire/model.ts';
import type { ServiceModel } from '../../src/wire/protocol.ts';
import { schemaOf } from '../../src/wire/schemaKind.ts';
import { drawing, drawValue } from '../../src/wire/testValues.ts';
import { encoded, mutated, type RawRequest } from '../support/mutations.ts';
import { oneExchange } from '../support/oneExchange.ts';

const REQUESTS = Number(process.env.POSTERN_FUZZ ?? 2_000);
const SEED = Number(process.env.POSTERN_SEED ?? Date.now() % 2 ** 31);
const AT_ONCE = 8;
const DAMAGED_EACH = 20;

// biome-ignore lint/suspicious/noExplicitAny: clients and commands are picked by name.
type Sdk = any;

const services: { sdk: Sdk; client: string; model: ServiceModel; operations: readonly string[] }[] = [
  { sdk: ec2, client: 'EC2Client', model: ec2Model(), operations: Object.keys(ec2Operations) },
  {
    sdk: elbv2,
    client: 'ElasticLoadBalancingV2Client',
    model: elbv2Model(),
    operations: Object.keys(elbv2Operations),
  },
  { sdk: iam, client: 'IAMClient', model: iamModel(), operations: Object.keys(iamOperations) },
  { sdk: sts, client: 'STSClient', model: stsModel(), operations: Object.keys(stsOperations) },
];

let server: TestServer;
let port: number;
let changes = 0;

beforeAll(async () => {
  server = await startTestServer();
  port = Number(new URL(server.endpoint).port);
  server.state.watch((rows) => {
    changes += rows.length;
  });
});

afterAll(() => server.close());

/** The official client's own request of an operation, with drawn input in which ids are ids that exist. */
async function sentByClient(random: Random): Promise<RawRequest> {
  const { sdk, client, model, operations } = services[
    random.integer(services.length)
  ] as (typeof services)[0];
  const name = operations[random.integer(operations.length)] as string;
  const operation = model.operation(name);
  const input = operation && drawValue(drawing(random.integer(2 ** 31), 0.3), schemaOf(operation.input));
  let sent: RawRequest | undefined;
  const official = new sdk[client]({
    region: 'us-east-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: {
        method: string;
        path: string;
        headers: Record<string, string>;
        body: string;
      }) => {
        const headers = Object.entries(request.headers).filter(([header]) => header !== 'content-length');
        sent = { method: request.method, target: request.path, headers, body: Buffer.from(request.body) };
        throw new Error('not sent');
      },
    },
  });
  await official.send(new sdk[`${name}Command`](input)).catch(() => undefined);
  return (
    sent ?? { method: 'POST', target: '/', headers: [['host', 'x']], body: Buffer.from(`Action=${name}`) }
  );
}

/** Ids of what there is take the place of drawn texts, so that damage reaches beyond the first look-up. */
function withRealIds(request: RawRequest, random: Random): RawRequest {
  const ids = Object.values(server.state.snapshot).flatMap((table) => [...table.ids()]);
  const body = request.body.toString('latin1').replaceAll(/(Ids?(?:\.\d+)?)=[^&]*/g, (whole, name) => {
    const id = ids[random.integer(ids.length)];
    return id && random.integer(3) > 0 ? `${name}=${encodeURIComponent(id)}` : whole;
  });
  return { ...request, body: Buffer.from(body, 'latin1') };
}

async function answeredWell(request: RawRequest): Promise<number | undefined> {
  const before = changes;
  const { status, text } = await oneExchange(port, encoded(request));
  const shown = `${encoded(request).toString('latin1').slice(0, 2_000)}\n→ ${text.slice(0, 500)}`;
  if (status !== undefined && status >= 500) throw new Error(`status ${status}: ${shown}`);
  if (text.includes('    at ')) throw new Error(`a stack trace: ${shown}`);
  // Changes are laid to a call only where it is the only one: with a wrong length its body is a request of its own.
  const isAlone = inFlight === 1 && !isMisframed(request);
  if (status !== undefined && status >= 400 && isAlone && changes !== before)
    throw new Error(`refused, yet something changed: ${shown}`);
  return status;
}

function isMisframed({ headers }: RawRequest): boolean {
  return headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
}

let inFlight = 0;

test(`${REQUESTS} damaged requests are answered, none with a fault of ours (seed ${SEED})`, async () => {
  const random = seededRandom(SEED);
  const answers = new Map<number | undefined, number>();
  let left = REQUESTS;
  const worker = async () => {
    while (left > 0) {
      const whole = withRealIds(await sentByClient(random), random);
      for (let count = 0; count < DAMAGED_EACH && left > 0; count++) {
        left -= 1;
        inFlight += 1;
        const status = await answeredWell(mutated(whole, random));
        inFlight -= 1;
        answers.set(status, (answers.get(status) ?? 0) + 1);
      }
    }
  };
  // Half of them one at a time, so that a change can be laid to its call.
  left = REQUESTS >> 1;
  await worker();
  left = REQUESTS - (REQUESTS >> 1);
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  console.log('answers by status', Object.fromEntries(answers));
  expect(answers.get(200) ?? 0, 'some damage does no harm').toBeGreaterThan(REQUESTS / 100);
  expect(answers.get(400) ?? 0).toBeGreaterThan(REQUESTS / 4);
  expect(
    (await oneExchange(port, Buffer.from('GET /_postern/health HTTP/1.1\r\nHost: x\r\n\r\n'))).status,
  ).toBe(200);
}, 1_800_000);
