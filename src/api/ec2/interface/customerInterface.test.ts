/** A customer's own interfaces: made, attached, given addresses, taken off, deleted, and what each refuses. */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../base/random.ts';
import { reconcile } from '../../../reconcile/reconcile.ts';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { runInstances } from '../instance/runInstances.ts';
import { createSubnet } from '../subnet/createSubnet.ts';
import { describeSubnets } from '../subnet/describeSubnets.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { assignIpv6Addresses } from './assignIpv6Addresses.ts';
import { assignPrivateIpAddresses } from './assignPrivateIpAddresses.ts';
import { attachNetworkInterface } from './attachNetworkInterface.ts';
import { createNetworkInterface } from './createNetworkInterface.ts';
import { createNetworkInterfacePermission } from './createNetworkInterfacePermission.ts';
import { deleteNetworkInterface } from './deleteNetworkInterface.ts';
import { deleteNetworkInterfacePermission } from './deleteNetworkInterfacePermission.ts';
import { describeNetworkInterfaceAttribute } from './describeNetworkInterfaceAttribute.ts';
import { describeNetworkInterfacePermissions } from './describeNetworkInterfacePermissions.ts';
import { describeNetworkInterfaces } from './describeNetworkInterfaces.ts';
import { detachNetworkInterface } from './detachNetworkInterface.ts';
import { modifyNetworkInterfaceAttribute } from './modifyNetworkInterfaceAttribute.ts';
import { resetNetworkInterfaceAttribute } from './resetNetworkInterfaceAttribute.ts';
import { unassignIpv6Addresses } from './unassignIpv6Addresses.ts';
import { unassignPrivateIpAddresses } from './unassignPrivateIpAddresses.ts';

/** As if the kernel had made every interface so; then the reconcilers. */
function settle(caller: TestCaller): void {
  caller.change((tx) => {
    for (const row of [...tx.networkInterfaces.all()]) {
      const next = { pending: 'ready', removing: 'removed' } as const;
      const dataPlane = next[row.status.dataPlane as keyof typeof next];
      if (dataPlane) tx.networkInterfaces.put({ ...row, status: { dataPlane } });
    }
    reconcile(tx, { now: new Date('2026-01-02'), random: seededRandom(1) });
  });
}

async function fixture() {
  const caller = await testCaller();
  const VpcId = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const subnetIn = (CidrBlock: string, AvailabilityZone: string) =>
    caller.run(createSubnet, { VpcId, CidrBlock, AvailabilityZone }).Subnet?.SubnetId ?? '';
  const SubnetId = subnetIn('10.0.0.0/24', 'us-east-1a');
  const create = (input: object = {}) =>
    caller.run(createNetworkInterface, { SubnetId, ...input }).NetworkInterface ?? {};
  const idOf = (input: object = {}) => create(input).NetworkInterfaceId ?? '';
  const shown = (id: string) =>
    caller.run(describeNetworkInterfaces, { NetworkInterfaceIds: [id] }).NetworkInterfaces?.[0] ?? {};
  const launch = (InstanceType: 't3.micro' = 't3.micro') => {
    const input = { ImageId: 'ami-1', MinCount: 1, MaxCount: 1, SubnetId, InstanceType };
    const { Instances } = caller.run(runInstances, input);
    settle(caller);
    return Instances?.[0]?.InstanceId ?? '';
  };
  const attach = (NetworkInterfaceId: string, InstanceId: string, DeviceIndex = 1) =>
    caller.run(attachNetworkInterface, { NetworkInterfaceId, InstanceId, DeviceIndex }).AttachmentId ?? '';
  return { caller, SubnetId, subnetIn, create, idOf, shown, launch, attach };
}

describe('CreateNetworkInterface', () => {
  test('makes one that is available, under the default group', async () => {
    const { create } = await fixture();
    const made = create({ Description: 'spare', PrivateIpAddress: '10.0.0.9' });
    expect(made).toMatchObject({
      Status: 'available',
      InterfaceType: 'interface',
      Description: 'spare',
      PrivateIpAddress: '10.0.0.9',
      Groups: [{ GroupName: 'default' }],
      RequesterManaged: false,
    });
    expect(made.Attachment).toBeUndefined();
  });

  test('takes several addresses, listed or counted, and each counts in its subnet', async () => {
    const { caller, SubnetId, create } = await fixture();
    const PrivateIpAddresses = [
      { PrivateIpAddress: '10.0.0.20', Primary: true },
      { PrivateIpAddress: '10.0.0.21', Primary: false },
    ];
    expect(create({ PrivateIpAddresses }).PrivateIpAddresses).toMatchObject([
      { PrivateIpAddress: '10.0.0.20', Primary: true },
      { PrivateIpAddress: '10.0.0.21', Primary: false },
    ]);
    expect(create({ SecondaryPrivateIpAddressCount: 3 }).PrivateIpAddresses).toHaveLength(4);
    const [subnet] = caller.run(describeSubnets, { SubnetIds: [SubnetId] }).Subnets ?? [];
    expect(subnet?.AvailableIpAddressCount).toBe(251 - 6);
  });

  test('makes one for each token', async () => {
    const { idOf } = await fixture();
    expect(idOf({ ClientToken: 't' })).toBe(idOf({ ClientToken: 't' }));
    expect(codeOf(() => idOf({ ClientToken: 't', Description: 'x' }))).toBe('IdempotentParameterMismatch');
  });

  test.each<[object, string]>([
    [{ SubnetId: undefined }, 'MissingParameter'],
    [{ SubnetId: 'subnet-01234567' }, 'InvalidSubnetID.NotFound'],
    [{ Groups: ['sg-01234567'] }, 'InvalidGroup.NotFound'],
    [{ PrivateIpAddress: '10.0.1.5' }, 'InvalidParameterValue'],
    [{ PrivateIpAddress: '10.0.0.1' }, 'InvalidParameterValue'],
    [{ PrivateIpAddress: '10.0.0.77' }, 'InvalidIPAddress.InUse'],
    [
      { PrivateIpAddress: '10.0.0.5', PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.6', Primary: true }] },
      'InvalidParameterCombination',
    ],
    [
      { SecondaryPrivateIpAddressCount: 1, PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.6' }] },
      'InvalidParameterCombination',
    ],
    [{ SecondaryPrivateIpAddressCount: 300 }, 'InsufficientFreeAddressesInSubnet'],
    [{ InterfaceType: 'efa' }, 'UnsupportedOperation'],
    [{ InterfaceType: 'x' }, 'InvalidParameterValue'],
    [{ Ipv6PrefixCount: 1 }, 'UnsupportedOperation'],
    [{ Ipv4PrefixCount: 15 }, 'InsufficientCidrBlocks'],
    [{ Ipv4PrefixCount: 1, Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.16/28' }] }, 'InvalidParameterCombination'],
    [{ Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.0/28' }] }, 'InvalidParameterValue'],
    [{ Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.64/28' }] }, 'InvalidParameterValue'],
    [{ Description: 'x'.repeat(256) }, 'InvalidParameterValue'],
    [{ ConnectionTrackingSpecification: { UdpTimeout: 10 } }, 'InvalidParameterValue'],
    [{ TagSpecifications: [{ ResourceType: 'vpc' }] }, 'InvalidParameterValue'],
  ])('of %j is refused with %s', async (input, code) => {
    const { caller, idOf } = await fixture();
    idOf({ PrivateIpAddress: '10.0.0.77' });
    expect(codeOf(() => idOf(input))).toBe(code);
    expect(caller.state.snapshot.networkInterfaces.size).toBe(1);
  });
});

describe('an attached interface', () => {
  test('is in use until it has been taken off, and then free again', async () => {
    const { caller, idOf, shown, launch, attach } = await fixture();
    const [id, instanceId] = [idOf(), launch()];
    const AttachmentId = attach(id, instanceId);
    expect(shown(id)).toMatchObject({
      Status: 'in-use',
      Attachment: {
        AttachmentId,
        DeviceIndex: 1,
        InstanceId: instanceId,
        Status: 'attaching',
        DeleteOnTermination: false,
      },
    });
    settle(caller);
    expect(shown(id).Attachment?.Status).toBe('attached');
    expect(codeOf(() => caller.run(deleteNetworkInterface, { NetworkInterfaceId: id }))).toBe(
      'InvalidParameterValue',
    );
    caller.run(detachNetworkInterface, { AttachmentId });
    expect(shown(id)).toMatchObject({ Status: 'detaching', Attachment: { Status: 'detaching' } });
    settle(caller);
    expect(shown(id)).toMatchObject({ Status: 'available', Attachment: undefined });
    expect(codeOf(() => caller.run(detachNetworkInterface, { AttachmentId }))).toBe(
      'InvalidAttachmentID.NotFound',
    );
    caller.run(deleteNetworkInterface, { NetworkInterfaceId: id });
    expect(codeOf(() => shown(id))).toBe('InvalidNetworkInterfaceID.NotFound');
  });

  test('cannot be put where another is, where too many are, or in another zone', async () => {
    const { idOf, subnetIn, launch, attach } = await fixture();
    const [first, second, instanceId] = [idOf(), idOf(), launch()];
    const other = idOf({ SubnetId: subnetIn('10.0.1.0/24', 'us-east-1b') });
    expect(codeOf(() => attach(first, instanceId, 0))).toBe('InvalidParameterValue');
    expect(codeOf(() => attach(first, instanceId, -1))).toBe('InvalidParameterValue');
    expect(codeOf(() => attach(first, 'i-01234567'))).toBe('InvalidInstanceID.NotFound');
    expect(codeOf(() => attach(other, instanceId))).toBe('InvalidParameterCombination');
    attach(first, instanceId);
    expect(codeOf(() => attach(first, launch()))).toBe('InvalidNetworkInterface.InUse');
    expect(codeOf(() => attach(second, instanceId, 2))).toBe('AttachmentLimitExceeded');
  });

  test('goes with its instance only where that was asked for', async () => {
    const { caller, idOf, shown, launch, attach } = await fixture();
    const [id, instanceId] = [idOf(), launch()];
    const AttachmentId = attach(id, instanceId);
    const change = (DeleteOnTermination: boolean, of = AttachmentId) =>
      caller.run(modifyNetworkInterfaceAttribute, {
        NetworkInterfaceId: id,
        Attachment: { AttachmentId: of, DeleteOnTermination },
      });
    change(true);
    expect(shown(id).Attachment?.DeleteOnTermination).toBe(true);
    expect(codeOf(() => change(true, 'eni-attach-01234567'))).toBe('InvalidAttachmentID.NotFound');
  });
});

describe('secondary addresses', () => {
  test('are given and taken, the primary one never', async () => {
    const { caller, idOf, shown } = await fixture();
    const id = idOf({ PrivateIpAddress: '10.0.0.10' });
    const assign = (input: object) =>
      caller.run(assignPrivateIpAddresses, { NetworkInterfaceId: id, ...input }).AssignedPrivateIpAddresses;
    const unassign = (...PrivateIpAddresses: string[]) =>
      codeOf(() => caller.run(unassignPrivateIpAddresses, { NetworkInterfaceId: id, PrivateIpAddresses }));
    expect(assign({ PrivateIpAddresses: ['10.0.0.11'] })).toEqual([{ PrivateIpAddress: '10.0.0.11' }]);
    expect(assign({ SecondaryPrivateIpAddressCount: 2 })).toHaveLength(2);
    expect(shown(id).PrivateIpAddresses).toHaveLength(4);
    expect(unassign('10.0.0.10')).toBe('InvalidParameterValue');
    expect(unassign('10.0.0.200')).toBe('InvalidParameterValue');
    expect(unassign('10.0.0.11')).toBe('no error');
    expect(shown(id).PrivateIpAddresses).toHaveLength(3);
    expect(codeOf(() => assign({}))).toBe('MissingParameter');
    expect(codeOf(() => assign({ SecondaryPrivateIpAddressCount: 0 }))).toBe('InvalidParameterValue');
  });

  test('move between interfaces only where that is allowed', async () => {
    const { caller, idOf, shown } = await fixture();
    const [from, to] = [idOf({ PrivateIpAddress: '10.0.0.10' }), idOf({ PrivateIpAddress: '10.0.0.20' })];
    caller.run(assignPrivateIpAddresses, { NetworkInterfaceId: from, PrivateIpAddresses: ['10.0.0.11'] });
    const move = (address: string, AllowReassignment: boolean) =>
      codeOf(() =>
        caller.run(assignPrivateIpAddresses, {
          NetworkInterfaceId: to,
          PrivateIpAddresses: [address],
          AllowReassignment,
        }),
      );
    expect(move('10.0.0.11', false)).toBe('InvalidParameterValue');
    expect(move('10.0.0.10', true)).toBe('InvalidParameterValue');
    expect(move('10.0.0.11', true)).toBe('no error');
    expect(shown(from).PrivateIpAddresses).toHaveLength(1);
    expect(shown(to).PrivateIpAddresses).toHaveLength(2);
  });

  test('are as many as the type of the instance takes', async () => {
    const { caller, idOf, launch, attach } = await fixture();
    const id = idOf();
    attach(id, launch());
    const assign = (SecondaryPrivateIpAddressCount: number) =>
      codeOf(() =>
        caller.run(assignPrivateIpAddresses, { NetworkInterfaceId: id, SecondaryPrivateIpAddressCount }),
      );
    expect(assign(2)).toBe('PrivateIpAddressLimitExceeded');
    expect(assign(1)).toBe('no error');
  });
});

test('attributes are read one by one, changed and reset', async () => {
  const { caller, idOf, shown } = await fixture();
  const NetworkInterfaceId = idOf({ Description: 'mine' });
  const read = (Attribute: 'description' | 'groupSet' | 'sourceDestCheck' | 'attachment') =>
    caller.run(describeNetworkInterfaceAttribute, { NetworkInterfaceId, Attribute });
  expect(read('description').Description).toEqual({ Value: 'mine' });
  expect(read('groupSet').Groups).toMatchObject([{ GroupName: 'default' }]);
  expect(read('attachment').Attachment).toBeUndefined();
  expect(codeOf(() => read('toString' as 'attachment'))).toBe('InvalidParameterValue');
  caller.run(modifyNetworkInterfaceAttribute, { NetworkInterfaceId, SourceDestCheck: { Value: false } });
  expect(read('sourceDestCheck').SourceDestCheck).toEqual({ Value: false });
  caller.run(resetNetworkInterfaceAttribute, { NetworkInterfaceId, SourceDestCheck: 'value' });
  expect(shown(NetworkInterfaceId).SourceDestCheck).toBe(true);
  const ConnectionTrackingSpecification = { TcpEstablishedTimeout: 600 };
  caller.run(modifyNetworkInterfaceAttribute, { NetworkInterfaceId, ConnectionTrackingSpecification });
  expect(shown(NetworkInterfaceId).ConnectionTrackingConfiguration).toMatchObject({
    TcpEstablishedTimeout: 600,
  });
});

test('permissions are given, listed, taken, and go with the interface', async () => {
  const { caller, idOf } = await fixture();
  const NetworkInterfaceId = idOf();
  const give = (input: object) =>
    caller.run(createNetworkInterfacePermission, {
      NetworkInterfaceId,
      AwsAccountId: '444455556666',
      Permission: 'INSTANCE-ATTACH',
      ...input,
    }).InterfacePermission?.NetworkInterfacePermissionId ?? '';
  const list = (input: object = {}) =>
    caller.run(describeNetworkInterfacePermissions, input).NetworkInterfacePermissions ?? [];
  const first = give({});
  give({ Permission: 'EIP-ASSOCIATE' });
  const Filters = [{ Name: 'network-interface-permission.permission', Values: ['INSTANCE-ATTACH'] }];
  expect(list({ Filters })).toMatchObject([
    { NetworkInterfacePermissionId: first, PermissionState: { State: 'granted' } },
  ]);
  expect(codeOf(() => give({ AwsAccountId: '1' }))).toBe('InvalidParameterValue');
  expect(codeOf(() => give({ Permission: 'x' }))).toBe('InvalidParameterValue');
  expect(codeOf(() => give({ AwsAccountId: undefined }))).toBe('MissingParameter');
  caller.run(deleteNetworkInterfacePermission, { NetworkInterfacePermissionId: first });
  expect(list()).toHaveLength(1);
  caller.run(deleteNetworkInterface, { NetworkInterfaceId });
  expect(list()).toEqual([]);
});

describe('IPv6 addresses', () => {
  async function inBlock() {
    const all = await fixture();
    const block = (on: boolean) =>
      all.caller.change((tx) => {
        const subnet = tx.subnets.get(all.SubnetId);
        if (!subnet) throw new Error('the subnet is there');
        const ipv6Block = {
          associationId: 'subnet-cidr-assoc-01234567',
          ipv6CidrBlock: '2600:1f18:0:1::/64',
        };
        tx.subnets.put({ ...subnet, spec: { ...subnet.spec, ipv6Block, assignIpv6AddressOnCreation: on } });
      });
    return { ...all, block };
  }

  test('come from the subnet’s block, listed, counted or by its default', async () => {
    const { create, block } = await inBlock();
    expect(codeOf(() => create({ Ipv6AddressCount: 1 }))).toBe('InvalidParameterValue');
    block(false);
    expect(create().Ipv6Addresses).toEqual([]);
    expect(create({ Ipv6AddressCount: 2 }).Ipv6Addresses).toHaveLength(2);
    const Ipv6Addresses = [{ Ipv6Address: '2600:1f18:0:1:0::5' }];
    expect(create({ Ipv6Addresses })).toMatchObject({ Ipv6Address: '2600:1f18:0:1::5' });
    expect(codeOf(() => create({ Ipv6Addresses }))).toBe('InvalidIPAddress.InUse');
    expect(codeOf(() => create({ Ipv6Addresses, Ipv6AddressCount: 1 }))).toBe('InvalidParameterCombination');
    expect(codeOf(() => create({ EnablePrimaryIpv6: true }))).toBe('UnsupportedOperation');
    block(true);
    expect(create().Ipv6Addresses).toHaveLength(1);
  });

  test('are given to an interface and taken from it', async () => {
    const { caller, idOf, shown, block } = await inBlock();
    block(false);
    const NetworkInterfaceId = idOf();
    const assign = (input: object) =>
      caller.run(assignIpv6Addresses, { NetworkInterfaceId, ...input }).AssignedIpv6Addresses ?? [];
    const unassign = (...Ipv6Addresses: string[]) =>
      caller.run(unassignIpv6Addresses, { NetworkInterfaceId, Ipv6Addresses }).UnassignedIpv6Addresses;
    expect(assign({ Ipv6Addresses: ['2600:1f18:0:1::9'] })).toEqual(['2600:1f18:0:1::9']);
    expect(assign({ Ipv6AddressCount: 1 })).toHaveLength(1);
    expect(shown(NetworkInterfaceId).Ipv6Addresses).toHaveLength(2);
    expect(unassign('2600:1f18:0:1:0:0:0:9')).toEqual(['2600:1f18:0:1::9']);
    expect(codeOf(() => unassign('2600:1f18:0:1::9'))).toBe('InvalidParameterValue');
    expect(codeOf(() => assign({}))).toBe('MissingParameter');
    expect(codeOf(() => assign({ Ipv6Addresses: ['2600:1f18:0:2::9'] }))).toBe('InvalidParameterValue');
  });
});
