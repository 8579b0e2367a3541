/** Both directions of every operation of every service, with the official client at the other end. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../base/awsError.ts';
import { awsQuery } from './awsQuery.ts';
import { ec2Query } from './ec2Query.ts';
import { decodeForm } from './form.ts';
import { ec2Model, elbv2Model, iamModel, stsModel } from './model.ts';
import type { OperationModel, Protocol, ServiceModel } from './protocol.ts';
import { schemaOf } from './schemaKind.ts';
import { carried, drawing, drawValue } from './testValues.ts';

const REQUEST_ID = '11111111-2222-4333-8444-555555555555';

interface SentRequest {
  readonly body: string;
}

/** A client whose network is a function from the request's form to the answer's text. */
function clientOptions(network: (form: Map<string, string>) => string) {
  return {
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: SentRequest) => ({
        response: {
          statusCode: 200,
          headers: { 'content-type': 'text/xml' },
          body: Buffer.from(network(decodeForm(request.body))),
        },
      }),
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: clients and commands are picked by name.
type Sdk = any;

const services: { name: string; sdk: Sdk; client: string; model: ServiceModel; protocol: Protocol }[] = [
  { name: 'EC2', sdk: ec2, client: 'EC2Client', model: ec2Model(), protocol: ec2Query },
  {
    name: 'ELBv2',
    sdk: elbv2,
    client: 'ElasticLoadBalancingV2Client',
    model: elbv2Model(),
    protocol: awsQuery,
  },
  { name: 'IAM', sdk: iam, client: 'IAMClient', model: iamModel(), protocol: awsQuery },
  { name: 'STS', sdk: sts, client: 'STSClient', model: stsModel(), protocol: awsQuery },
];

/** The client's own middleware adds parameters to these. */
const ADDED_BY_THE_CLIENT: Readonly<Record<string, readonly string[]>> = {
  CopySnapshot: ['PresignedUrl', 'DestinationRegion'],
};

describe.each(services)('$name', ({ sdk, client, model, protocol }) => {
  const operations = model.operationNames.map((name) => model.operation(name) as OperationModel);

  test('has a command for every operation', () => {
    expect(operations.length).toBeGreaterThan(5);
    expect(operations.filter(({ name }) => !sdk[`${name}Command`])).toEqual([]);
  });

  test('every input arrives as the client was given it, every output as the operation gave it', async () => {
    let network: (form: Map<string, string>) => string = () => '';
    const official = new sdk[client](clientOptions((form) => network(form)));
    const goesThere = async (operation: OperationModel, seed: number, density: number) => {
      const input = drawValue(drawing(seed, density), schemaOf(operation.input)) as object;
      const output = drawValue(drawing(seed + 1, density), schemaOf(operation.output)) as object;
      let arrived: Record<string, unknown> = {};
      network = (form) => {
        for (const damaged of damagedForms(form, seed)) expectRefusalAtWorst(protocol, operation, damaged);
        arrived = protocol.parseInput(operation, withoutAdded(operation.name, form));
        return protocol.serializeOutput(model, operation, output, REQUEST_ID).body;
      };
      const { $metadata, ...answered } = await official.send(new sdk[`${operation.name}Command`](input));
      for (const name of ADDED_BY_THE_CLIENT[operation.name] ?? []) Reflect.deleteProperty(input, name);
      expect(carried(arrived, true), operation.name).toEqual(carried(input, protocol === awsQuery));
      expect(answered, operation.name).toEqual(output);
    };
    const seeds = fc.integer({ min: 0, max: 2 ** 31 });
    for (const operation of operations) {
      const property = fc.asyncProperty(seeds, fc.constantFrom(10, 6, 2), (seed, density) =>
        goesThere(operation, seed, density),
      );
      await fc.assert(property, { numRuns: 4, endOnFailure: true });
    }
  }, 120_000);

  test('mutated forms are parsed or refused with an AwsError, never anything else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...operations),
        fc.array(fc.tuple(mutatedName(operations), fc.string({ unit: 'binary', maxLength: 20 })), {
          maxLength: 12,
        }),
        (operation, pairs) => {
          expectRefusalAtWorst(protocol, operation, new Map(pairs));
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

function expectRefusalAtWorst(
  protocol: Protocol,
  operation: OperationModel,
  form: ReadonlyMap<string, string>,
) {
  try {
    protocol.parseInput(operation, form);
  } catch (error) {
    expect(error).toBeInstanceOf(AwsError);
  }
}

/** The client's own form with one parameter each renamed, emptied or cut. */
function* damagedForms(form: ReadonlyMap<string, string>, seed: number): Generator<Map<string, string>> {
  const entries = Array.from(form);
  const [name, value] = entries[seed % entries.length] ?? ['', ''];
  const others = entries.filter(([each]) => each !== name);
  const parts = name.split('.');
  const renamed = [
    `${name}.1`,
    `${name}.`,
    `${name}.__proto__`,
    parts.slice(0, -1).join('.'),
    parts.slice(1).join('.'),
  ];
  for (const each of renamed) yield new Map([...others, [each, value]]);
  for (const each of ['', '\u0000', '-1', '1e400', 'true']) yield new Map([...others, [name, each]]);
  yield new Map(others);
}

function withoutAdded(operation: string, form: Map<string, string>): Map<string, string> {
  for (const name of ADDED_BY_THE_CLIENT[operation] ?? []) form.delete(name);
  return form;
}

/** Names made of real members, indexes and rubbish. */
function mutatedName(operations: readonly OperationModel[]) {
  const real = operations.flatMap(({ input }) => {
    const schema = schemaOf(input);
    return schema.isStructSchema() ? Array.from(schema.structIterator(), ([name]) => name) : [];
  });
  const part = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...new Set(real)) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('1', '2', '0', '01', '999999999', 'member', 'entry', 'key', 'value'),
    },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
  );
  return fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.'));
}

test('forms made of arbitrary text are decoded or refused with an AwsError', () => {
  const piece = fc.constantFrom(
    '%',
    '%4',
    '%41',
    '%ff',
    '%C3%A9',
    '&',
    '=',
    '+',
    'a',
    '.',
    '\u{1f600}',
    '\0',
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join('')),
      (text) => {
        try {
          for (const [name, value] of decodeForm(text)) {
            expect(typeof name).toBe('string');
            expect(typeof value).toBe('string');
          }
        } catch (error) {
          expect(error).toBeInstanceOf(AwsError);
        }
      },
    ),
    { numRuns: 5_000 },
  );
});
