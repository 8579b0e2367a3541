/**
 * Random calls of every operation of IAM and STS, shaped by the SDK's own schemas: each is answered in a form that
 * can be written down or refused with an error of AWS's, and a refused call leaves no trace.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answeredOrRefused } from '../../../test/support/anyCall.ts';
import { type Random, seededRandom } from '../../base/random.ts';
import type { Snapshot } from '../../state/tables.ts';
import { awsQuery } from '../../wire/awsQuery.ts';
import { iamModel, stsModel } from '../../wire/model.ts';
import type { OperationModel } from '../../wire/protocol.ts';
import { kindOf, requiredMembers, type Schema, schemaOf } from '../../wire/schemaKind.ts';
import { stsOperations } from '../sts/operations.ts';
import { TEST_ACCOUNT, type TestCaller, testCaller } from '../testCall.ts';
import { iamOperations } from './operations.ts';
import { policy, trust } from './testIam.ts';

const SERVICES = [
  { model: iamModel(), operations: iamOperations },
  { model: stsModel(), operations: stsOperations },
];
const OPERATIONS = SERVICES.flatMap(({ model, operations }) =>
  Object.keys(operations).map((name) => ({ model, name, run: operations[name] })),
);
const RUNS = 20;
const CALLS = 300;

const own = (resource: string) => `arn:aws:iam::${TEST_ACCOUNT}:${resource}`;
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  PolicyArn: [own('policy/a'), own('policy/b'), 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  PermissionsBoundary: [own('policy/a'), 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  RoleArn: [own('role/a'), own('role/b'), 'arn:aws:iam::999988887777:role/a'],
  PolicyDocument: [policy(), trust('*')],
  AssumeRolePolicyDocument: [trust('*'), trust({ AWS: TEST_ACCOUNT })],
  Policy: [policy()],
  Path: ['/', '/a/'],
  NewPath: ['/', '/b/'],
  PathPrefix: ['/', '/a'],
  VersionId: ['v1', 'v2', 'v3'],
  Status: ['Active', 'Inactive'],
  Scope: ['All', 'Local', 'AWS'],
  RoleSessionName: ['session', 'another'],
};
const NAMES = ['a', 'b', 'A'];
const ODD = ['', '__proto__', 'constructor', '\u0000', 'é😀', 'x'.repeat(3000), '{', '../..', 'aws:x', '*'];
const NUMBERS = [1, 2, 900, 3600, 7200, 100, 0, -1, 1e9, Number.NaN];

const oneOf = <T>(random: Random, values: readonly T[]): T => values[random.integer(values.length)] as T;

function textFor(random: Random, member: string, keys: readonly string[]): string {
  if (random.integer(25) === 0) return oneOf(random, ODD);
  if (member === 'AccessKeyId' && keys.length > 0) return oneOf(random, keys);
  return oneOf(random, TEXTS[member] ?? NAMES);
}

function valueFor(random: Random, schema: Schema, member: string, keys: readonly string[]): unknown {
  const kind = kindOf(schema);
  if (kind === 'string') return textFor(random, member, keys);
  if (kind === 'integer') return oneOf(random, NUMBERS);
  if (kind === 'boolean') return random.integer(2) === 0;
  if (kind === 'struct') return structFor(random, schema, keys);
  if (kind !== 'list') throw new Error(`${member} is a ${kind}`);
  const length = random.integer(3);
  return Array.from({ length }, () => valueFor(random, schema.getValueSchema(), member, keys));
}

function structFor(random: Random, schema: Schema, keys: readonly string[]): Record<string, unknown> {
  if (kindOf(schema) === 'unit') return {};
  const required = requiredMembers(schema);
  const struct: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    // The wire lets nothing pass without its required members.
    if (required.includes(name) || random.integer(4) === 0)
      struct[name] = valueFor(random, member, name, keys);
  }
  return struct;
}

/** No row points to one that is gone, and no two of a kind have one name. */
function checkWhole({ users, groups, roles, managedPolicies, instanceProfiles, accessKeys }: Snapshot): void {
  const policyIsThere = (arn: string) => arn.startsWith('arn:aws:iam::aws:') || managedPolicies.has(arn);
  for (const { spec } of [...users.all(), ...groups.all(), ...roles.all()]) {
    expect(spec.attachedPolicyArns.every(policyIsThere)).toBe(true);
  }
  for (const { spec } of [...users.all(), ...roles.all()]) {
    expect(policyIsThere(spec.permissionsBoundaryArn ?? 'arn:aws:iam::aws:')).toBe(true);
  }
  for (const { spec } of users.all()) expect(spec.groupIds.every((id) => groups.has(id))).toBe(true);
  for (const { spec } of instanceProfiles.all()) expect(!spec.roleId || roles.has(spec.roleId)).toBe(true);
  for (const { spec } of accessKeys.all()) expect(!spec.userId || users.has(spec.userId)).toBe(true);
  for (const { spec } of managedPolicies.all()) {
    expect(spec.versions.map(({ id }) => id)).toContain(spec.defaultVersionId);
  }
  for (const table of [users, groups, roles, managedPolicies, instanceProfiles]) {
    const names = [...table.all()].map(({ spec }) => spec.name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  }
}

function callOnce(caller: TestCaller, random: Random): 'answered' | 'refused' {
  const { model, name, run } = oneOf(random, OPERATIONS);
  const operation = model.operation(name) as OperationModel;
  const keys = Array.from(caller.state.snapshot.accessKeys.all(), ({ id }) => id);
  const input = structFor(random, schemaOf(operation.input), keys);
  return answeredOrRefused(caller.state.snapshot, `${name} of ${JSON.stringify(input)}`, () => {
    const output = run && caller.run(run, input, { action: name });
    awsQuery.serializeOutput(model, operation, output ?? {}, 'id');
  });
}

test('any call is answered or refused as AWS would, and leaves nothing dangling', async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
      const random = seededRandom(seed);
      const caller = await testCaller(seed);
      for (let call = 0; call < CALLS; call++) if (callOnce(caller, random) === 'answered') answered++;
      checkWhole(caller.state.snapshot);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // The property would be empty if every call were refused at its first parameter.
  expect(answered).toBeGreaterThan(RUNS * CALLS * 0.2);
}, 60_000);
