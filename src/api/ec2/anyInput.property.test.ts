/**
 * Random calls of every EC2 operation, shaped by the SDK's own schemas: whatever comes, the caller gets an answer
 * that can be written down or an error of AWS's, a refused call leaves no trace, and the network stays whole.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answeredOrRefused, everything } from '../../../test/support/anyCall.ts';
import { known } from '../../base/assert.ts';
import { containsCidr, overlaps, parseCidr } from '../../base/ip.ts';
import { seededRandom } from '../../base/random.ts';
import { addressesOf } from '../../resources/networkInterface.ts';
import { isUsableIn } from '../../resources/securityGroup.ts';
import { ipv4Blocks } from '../../resources/vpcBlocks.ts';
import type { Snapshot } from '../../state/tables.ts';
import { ec2Query } from '../../wire/ec2Query.ts';
import { ec2Model } from '../../wire/model.ts';
import type { OperationModel } from '../../wire/protocol.ts';
import { kindOf, type Schema, schemaOf } from '../../wire/schemaKind.ts';
import { type TestCaller, testCaller } from '../testCall.ts';
import { ec2Operations } from './operations.ts';

const MODEL = ec2Model();
const NAMES = Object.keys(ec2Operations);
const CALLS = 150;

const BLOCKS = [
  '10.0.0.0/16',
  '10.0.0.0/24',
  '10.0.1.0/24',
  '10.0.0.0/28',
  '0.0.0.0/0',
  '10.0.0.0/8',
  '::/0',
  'x',
  '',
];
const TEXTS = [
  '',
  'a',
  'web',
  'default',
  '-1',
  'tcp',
  '6',
  'icmp',
  'true',
  'us-east-1a',
  'vpc',
  'instance',
  '*',
  '\\',
];
const ODD_TEXTS = [
  '__proto__',
  'constructor',
  '\u0000',
  'é😀',
  'x'.repeat(300),
  '$(x)',
  '../..',
  'aws:x',
  'YQ==',
];
const NUMBERS = [0, 1, 2, 5, 80, 443, 65_535, 65_536, -1, 2 ** 31 - 1, Number.NaN];

interface Dice {
  integer(below: number): number;
}

const oneOf = <T>(dice: Dice, values: readonly T[]): T => values[dice.integer(values.length)] as T;

function textFor(dice: Dice, member: string, ids: readonly string[]): string {
  if (dice.integer(12) === 0) return oneOf(dice, ODD_TEXTS);
  if (/Cidr/.test(member)) return oneOf(dice, BLOCKS);
  if (member === 'ImageId') return 'ami-1';
  if (!/Id(s|Set)?$|^Resources$|^Groups?$/.test(member)) return oneOf(dice, TEXTS);
  const [prefix] = /[A-Z][a-z]+(?=Ids?$)/.exec(member) ?? [''];
  const fitting = ids.filter((id) => id.startsWith(PREFIXES[prefix] ?? ''));
  return oneOf(dice, fitting.length > 0 && dice.integer(8) > 0 ? fitting : ['vpc-01234567', 'x', ...ids]);
}

/** The last word of an id's member name, and how such ids begin. */
const PREFIXES: Readonly<Record<string, string>> = {
  Vpc: 'vpc-',
  Subnet: 'subnet-',
  Group: 'sg-',
  Rule: 'sgr-',
  Table: 'rtb-',
  Gateway: 'igw-',
  Interface: 'eni-',
  Instance: 'i-',
  Association: 'rtbassoc-',
  Attachment: 'e',
};

function valueFor(
  dice: Dice,
  schema: Schema,
  member: string,
  ids: readonly string[],
  depth: number,
): unknown {
  const kind = kindOf(schema);
  if (kind === 'string') return textFor(dice, member, ids);
  if (kind === 'number' || kind === 'integer') return oneOf(dice, NUMBERS);
  if (kind === 'boolean') return dice.integer(2) === 0;
  if (kind === 'timestamp') return new Date(0);
  if (kind === 'blob') return new Uint8Array([1]);
  if (kind === 'struct') return structFor(dice, schema, ids, depth);
  const length = dice.integer(3);
  return Array.from({ length }, () => valueFor(dice, schema.getValueSchema(), member, ids, depth + 1));
}

function structFor(dice: Dice, schema: Schema, ids: readonly string[], depth = 0): Record<string, unknown> {
  const struct: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const isLikely = depth === 1 || PREFIXED.test(name);
    if (depth < 4 && dice.integer(isLikely ? 3 : 12) < (isLikely ? 2 : 1)) {
      struct[name] = valueFor(dice, member, name, ids, depth + 1);
    }
  }
  return struct;
}

/** Members without which an operation would mostly say that they are missing. */
const PREFIXED =
  /^(VpcId|SubnetId|GroupId|RouteTableId|InternetGatewayId|InstanceId|CidrBlock|IpPermissions|ImageId|M..Count|GroupName|Description)$/;

function idsIn(snapshot: Snapshot): string[] {
  const associations = [...snapshot.routeTables.all()].flatMap(({ spec }) => spec.associations);
  const attachments = [...snapshot.networkInterfaces.all()].map(({ spec }) => spec.attachmentId);
  return [...everything(snapshot), ...associations]
    .map(({ id }) => id)
    .concat(attachments.filter((id) => id !== undefined));
}

/** What must hold of every network, whoever made it. */
function checkWhole({
  vpcs,
  subnets,
  networkInterfaces,
  securityGroups,
  securityGroupRules,
  ...rest
}: Snapshot) {
  for (const subnet of subnets.all()) {
    const vpc = vpcs.get(subnet.spec.vpcId);
    if (!vpc) throw new Error(`${subnet.id} is in a VPC`);
    const block = parseCidr(subnet.spec.cidrBlock ?? '');
    if (!block && subnet.spec.ipv6Block) continue;
    if (!block) throw new Error(`${subnet.id} has a block`);
    const outers = ipv4Blocks(vpc).map(({ cidrBlock }) => known(parseCidr(cidrBlock), 'a block'));
    expect(outers.some((outer) => containsCidr(outer, block))).toBe(true);
    for (const other of subnets.by('vpc', subnet.spec.vpcId)) {
      const otherBlock = parseCidr(other.spec.cidrBlock ?? '');
      if (other !== subnet && otherBlock) expect(overlaps(block, otherBlock)).toBe(false);
    }
  }
  for (const row of networkInterfaces.all()) {
    const { spec } = row;
    expect(subnets.has(spec.subnetId)).toBe(true);
    expect(
      spec.groupIds
        .map((id) => known(securityGroups.get(id), id))
        .every((group) => isUsableIn(group, spec.vpcId)),
    ).toBe(true);
    for (const address of addressesOf(row)) {
      expect(networkInterfaces.count('address', `${spec.vpcId}/${address}`)).toBe(1);
    }
    if (spec.owner.kind === 'instance') expect(rest.instances.has(spec.owner.instanceId)).toBe(true);
  }
  for (const { spec } of securityGroupRules.all()) {
    expect(securityGroups.has(spec.groupId)).toBe(true);
    if ('groupId' in spec.peer && !spec.peer.vpcId) expect(securityGroups.has(spec.peer.groupId)).toBe(true);
  }
  for (const vpc of vpcs.all()) {
    const tables = rest.routeTables.by('vpc', vpc.id).flatMap(({ spec }) => spec.associations);
    expect(tables.filter(({ main }) => main)).toHaveLength(1);
    const placed = tables.map(({ subnetId }) => subnetId).filter((id) => id !== undefined);
    expect(new Set(placed).size).toBe(placed.length);
    expect(placed.every((id) => subnets.has(id))).toBe(true);
  }
}

function callOnce(caller: TestCaller, dice: Dice): 'answered' | 'refused' {
  const name = oneOf(dice, NAMES);
  const operation = ec2Operations[name];
  const model = MODEL.operation(name) as OperationModel;
  const input = structFor(dice, schemaOf(model.input), idsIn(caller.state.snapshot));
  return answeredOrRefused(caller.state.snapshot, `${name} of ${JSON.stringify(input)}`, () => {
    const output = operation && caller.run(operation, input, { action: name });
    ec2Query.serializeOutput(MODEL, model, output ?? {}, 'id');
  });
}

test('any call is answered or refused as AWS would, and never breaks the network', async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
      const dice = seededRandom(seed);
      const caller = await testCaller(seed);
      caller.run(ec2Operations.CreateVpc as never, { CidrBlock: '10.0.0.0/16' });
      for (let call = 0; call < CALLS; call++) if (callOnce(caller, dice) === 'answered') answered++;
      checkWhole(caller.state.snapshot);
    }),
    { numRuns: 30, endOnFailure: true },
  );
  // The property would be empty if every call were refused at its first parameter.
  expect(answered).toBeGreaterThan(30 * CALLS * 0.2);
}, 60_000);
