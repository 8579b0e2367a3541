/** Network ACLs through AWS's own client, and what each call refuses. */
import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNetworkAclCommand,
  DeleteNetworkAclEntryCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  type EC2Client,
  ReplaceNetworkAclAssociationCommand,
  ReplaceNetworkAclEntryCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testServer.ts';

let server: TestServer;
let ec2: EC2Client;
let VpcId: string;

beforeAll(async () => {
  server = await startTestServer();
  ec2 = server.ec2('111122223333');
  VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
});

afterAll(() => server.close());

const OPEN = {
  RuleNumber: 100,
  Egress: false,
  Protocol: '-1',
  RuleAction: 'allow',
  CidrBlock: '10.0.0.0/8',
} as const;

async function makeAcl() {
  const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId }));
  return NetworkAcl?.NetworkAclId ?? '';
}

async function acls(filters: Record<string, string>) {
  const Filters = Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] }));
  const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
  return NetworkAcls ?? [];
}

/** Entries that were set, without the closing ones. */
async function entriesOf(id: string) {
  const [acl] = await acls({ 'network-acl-id': id });
  return acl?.Entries?.filter(({ RuleNumber = 0 }) => RuleNumber < 32_767) ?? [];
}

const entry = (NetworkAclId: string, input: object = {}) =>
  ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...OPEN, ...input }));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

test('a new ACL closes both directions', async () => {
  const TagSpecifications = [{ ResourceType: 'network-acl' as const, Tags: [{ Key: 'Name', Value: 'n' }] }];
  const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId, TagSpecifications }));
  const closing = { RuleNumber: 32_767, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' };
  expect(NetworkAcl).toEqual({
    NetworkAclId: expect.stringMatching(/^acl-[0-9a-f]{17}$/),
    VpcId,
    OwnerId: '111122223333',
    IsDefault: false,
    Entries: [
      { ...closing, Egress: true },
      { ...closing, Egress: false },
    ],
    Associations: [],
    Tags: [{ Key: 'Name', Value: 'n' }],
  });
});

test('is made once per client token', async () => {
  const make = () => ec2.send(new CreateNetworkAclCommand({ VpcId, ClientToken: 't' }));
  const [first, second] = [await make(), await make()];
  expect(first.NetworkAcl?.NetworkAclId).toBe(second.NetworkAcl?.NetworkAclId);
});

describe('entries', () => {
  test('come, change and go by number and direction', async () => {
    const id = await makeAcl();
    await entry(id, { Protocol: 'tcp', PortRange: { From: 443, To: 443 }, CidrBlock: '10.1.2.3/8' });
    await entry(id, { Egress: true });
    await entry(id, {
      RuleNumber: 90,
      Protocol: '58',
      CidrBlock: undefined,
      Ipv6CidrBlock: '2001:DB8::/32',
      IcmpTypeCode: { Type: 128, Code: 0 },
    });
    expect(await entriesOf(id)).toEqual([
      { ...OPEN, Egress: true },
      {
        RuleNumber: 90,
        Egress: false,
        Protocol: '58',
        RuleAction: 'allow',
        Ipv6CidrBlock: '2001:db8::/32',
        IcmpTypeCode: { Type: 128, Code: 0 },
      },
      { ...OPEN, Protocol: '6', PortRange: { From: 443, To: 443 } },
    ]);
    const rule = { NetworkAclId: id, RuleNumber: 100, Egress: false };
    await ec2.send(new ReplaceNetworkAclEntryCommand({ ...OPEN, ...rule, RuleAction: 'deny' }));
    expect(await entriesOf(id)).toContainEqual({ ...OPEN, RuleAction: 'deny' });
    await ec2.send(new DeleteNetworkAclEntryCommand(rule));
    expect(await entriesOf(id)).toHaveLength(2);
    expect(await codeOf(ec2.send(new DeleteNetworkAclEntryCommand(rule)))).toBe(
      'InvalidNetworkAclEntry.NotFound',
    );
    expect(await codeOf(ec2.send(new ReplaceNetworkAclEntryCommand({ ...OPEN, ...rule })))).toBe(
      'InvalidNetworkAclEntry.NotFound',
    );
  });

  test.each<[string, object, string]>([
    ['a number that is taken', {}, 'NetworkAclEntryAlreadyExists'],
    ['number 0', { RuleNumber: 0 }, 'InvalidParameterValue'],
    ['the number of the closing row', { RuleNumber: 32_767 }, 'InvalidParameterValue'],
    ['an unknown protocol', { RuleNumber: 1, Protocol: 'x' }, 'InvalidParameterValue'],
    ['a protocol above 255', { RuleNumber: 1, Protocol: '256' }, 'InvalidParameterValue'],
    ['TCP without ports', { RuleNumber: 1, Protocol: '6' }, 'MissingParameter'],
    [
      'ports in the wrong order',
      { RuleNumber: 1, Protocol: '6', PortRange: { From: 2, To: 1 } },
      'InvalidParameterValue',
    ],
    [
      'a port above 65535',
      { RuleNumber: 1, Protocol: '17', PortRange: { From: 2, To: 65_536 } },
      'InvalidParameterValue',
    ],
    ['ICMP without a type', { RuleNumber: 1, Protocol: '1' }, 'MissingParameter'],
    [
      'an ICMP code alone',
      { RuleNumber: 1, Protocol: '1', IcmpTypeCode: { Type: -1, Code: 3 } },
      'InvalidParameterValue',
    ],
    ['no block', { RuleNumber: 1, CidrBlock: undefined }, 'MissingParameter'],
    ['two blocks', { RuleNumber: 1, Ipv6CidrBlock: '::/0' }, 'InvalidParameterCombination'],
    ['a block that is none', { RuleNumber: 1, CidrBlock: '10.0.0.0' }, 'InvalidParameterValue'],
    ['an unknown action', { RuleNumber: 1, RuleAction: 'maybe' }, 'InvalidParameterValue'],
  ])('with %s are refused', async (_what, input, code) => {
    const id = await makeAcl();
    await entry(id);
    expect(await codeOf(entry(id, input))).toBe(code);
    expect(await entriesOf(id)).toHaveLength(1);
  });

  test('are 20 per direction and family, the closing one included', async () => {
    const id = await makeAcl();
    for (let RuleNumber = 1; RuleNumber < 20; RuleNumber++) await entry(id, { RuleNumber });
    expect(await codeOf(entry(id, { RuleNumber: 20 }))).toBe('NetworkAclEntryLimitExceeded');
    expect(await codeOf(entry(id, { RuleNumber: 20, Egress: true }))).toBe('no error');
    expect(await codeOf(entry(id, { RuleNumber: 20, CidrBlock: undefined, Ipv6CidrBlock: '::/0' }))).toBe(
      'no error',
    );
  });

  test.each([
    ['entry.cidr', '10.0.*'],
    ['entry.ipv6-cidr', '::/0'],
    ['entry.protocol', 'udp'],
    ['entry.protocol', '17'],
    ['entry.port-range.from', '53'],
    ['entry.port-range.to', '54'],
    ['entry.icmp.type', '128'],
    ['entry.icmp.code', '0'],
    ['entry.rule-number', '7777'],
    ['entry.rule-action', 'allow'],
    ['entry.egress', 'true'],
    ['default', 'false'],
  ])('are found by %s', async (name, value) => {
    const id = await makeAcl();
    await entry(id, {
      RuleNumber: 7777,
      Protocol: '17',
      PortRange: { From: 53, To: 54 },
      CidrBlock: '10.0.3.0/24',
    });
    await entry(id, {
      Protocol: '58',
      CidrBlock: undefined,
      Ipv6CidrBlock: '::/0',
      IcmpTypeCode: { Type: 128, Code: 0 },
    });
    expect(await acls({ 'network-acl-id': id, [name]: value })).toHaveLength(1);
    expect(await acls({ 'network-acl-id': id, [name]: 'x' })).toHaveLength(0);
  });
});

describe('associations', () => {
  test('move a subnet to another ACL under a new id, which holds that ACL', async () => {
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }));
    const SubnetId = Subnet?.SubnetId ?? '';
    const [before] = await acls({ 'association.subnet-id': SubnetId });
    const AssociationId = before?.Associations?.[0]?.NetworkAclAssociationId ?? '';
    expect(before).toMatchObject({ IsDefault: true, VpcId });
    const NetworkAclId = await makeAcl();
    const replace = (association: string, acl: string) =>
      ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId: association, NetworkAclId: acl }));
    const { NewAssociationId = '' } = await replace(AssociationId, NetworkAclId);
    expect((await acls({ 'association.association-id': NewAssociationId }))[0]?.Associations).toEqual([
      { NetworkAclAssociationId: NewAssociationId, NetworkAclId, SubnetId },
    ]);
    expect(await codeOf(replace(AssociationId, NetworkAclId))).toBe('InvalidAssociationID.NotFound');
    expect(await codeOf(ec2.send(new DeleteNetworkAclCommand({ NetworkAclId })))).toBe('DependencyViolation');
    const other = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const [foreign] = await acls({ 'vpc-id': other.Vpc?.VpcId ?? '' });
    expect(await codeOf(replace(NewAssociationId, foreign?.NetworkAclId ?? ''))).toBe(
      'InvalidParameterValue',
    );
    await replace(NewAssociationId, before?.NetworkAclId ?? '');
    await ec2.send(new DeleteNetworkAclCommand({ NetworkAclId }));
    expect(await codeOf(ec2.send(new DeleteNetworkAclCommand({ NetworkAclId })))).toBe(
      'InvalidNetworkAclID.NotFound',
    );
  });

  test('the default ACL stays as long as the VPC, which no other ACL may outlive', async () => {
    const made = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const vpc = { VpcId: made.Vpc?.VpcId ?? '' };
    const [byDefault] = await acls({ 'vpc-id': vpc.VpcId });
    const remove = (NetworkAclId = '') => ec2.send(new DeleteNetworkAclCommand({ NetworkAclId }));
    expect(await codeOf(remove(byDefault?.NetworkAclId))).toBe('InvalidParameterValue');
    const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand(vpc));
    expect(await codeOf(ec2.send(new DeleteVpcCommand(vpc)))).toBe('DependencyViolation');
    await remove(NetworkAcl?.NetworkAclId);
    await ec2.send(new DeleteVpcCommand(vpc));
    expect(await acls({ 'vpc-id': vpc.VpcId })).toEqual([]);
  });
});

test('another account sees and touches none of it', async () => {
  const NetworkAclId = await makeAcl();
  const stranger = server.ec2('444455556666');
  const ask = stranger.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [NetworkAclId] }));
  expect(await codeOf(ask)).toBe('InvalidNetworkAclID.NotFound');
  expect(await codeOf(stranger.send(new DeleteNetworkAclCommand({ NetworkAclId })))).toBe(
    'InvalidNetworkAclID.NotFound',
  );
});
