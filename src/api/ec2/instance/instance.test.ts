/** Instances: launch, describe, change, terminate, and what each refuses. */
import { describe, expect, test } from 'vitest';
import type { InstanceState } from '../../../resources/instance.ts';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { describeImages } from '../image/describeImages.ts';
import { describeNetworkInterfaces } from '../interface/describeNetworkInterfaces.ts';
import { createKeyPair } from '../keyPair/createKeyPair.ts';
import { createSecurityGroup } from '../securityGroup/createSecurityGroup.ts';
import { createSubnet } from '../subnet/createSubnet.ts';
import { describeSubnets } from '../subnet/describeSubnets.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { describeInstanceAttribute } from './describeInstanceAttribute.ts';
import { describeInstanceStatus } from './describeInstanceStatus.ts';
import { describeInstances } from './describeInstances.ts';
import { describeInstanceTypes } from './describeInstanceTypes.ts';
import { modifyInstanceAttribute } from './modifyInstanceAttribute.ts';
import { runInstances } from './runInstances.ts';
import { terminateInstances } from './terminateInstances.ts';

const ONE = { ImageId: 'ami-0123456789abcdef0', MinCount: 1, MaxCount: 1 };
const base64 = (text: string) => Buffer.from(text).toString('base64');

async function fixture() {
  const caller = await testCaller();
  const VpcId = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const SubnetId = caller.run(createSubnet, { VpcId, CidrBlock: '10.0.0.0/28' }).Subnet?.SubnetId ?? '';
  const launch = (input: object = {}) =>
    caller.run(runInstances, { ...ONE, SubnetId, ...input }).Instances ?? [];
  const launchOne = (input: object = {}) => launch(input)[0]?.InstanceId ?? '';
  return { caller, VpcId, SubnetId, launch, launchOne };
}

function setState(caller: TestCaller, id: string, state: InstanceState) {
  caller.change((tx) => {
    const row = tx.instances.get(id);
    if (row) tx.instances.put({ ...row, status: { state } });
  });
}

describe('RunInstances', () => {
  test('makes an instance with one interface in the subnet, under the default group', async () => {
    const { caller, VpcId, SubnetId } = await fixture();
    const TagSpecifications = [
      { ResourceType: 'instance' as const, Tags: [{ Key: 'Name', Value: 'web' }] },
      { ResourceType: 'network-interface' as const, Tags: [{ Key: 'Name', Value: 'its interface' }] },
      { ResourceType: 'volume' as const, Tags: [{ Key: 'Name', Value: 'none' }] },
    ];
    caller.run(createKeyPair, { KeyName: 'key', KeyType: 'ed25519' });
    const input = { ...ONE, SubnetId, KeyName: 'key', PrivateIpAddress: '10.0.0.9', TagSpecifications };
    const reservation = caller.run(runInstances, input);
    expect(reservation).toMatchObject({
      ReservationId: expect.stringMatching(/^r-[0-9a-f]{17}$/),
      OwnerId: '111122223333',
    });
    expect(reservation.Instances).toMatchObject([
      {
        InstanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/),
        ImageId: ONE.ImageId,
        InstanceType: 'm1.small',
        KeyName: 'key',
        State: { Name: 'pending', Code: 0 },
        VpcId,
        SubnetId,
        PrivateIpAddress: '10.0.0.9',
        PrivateDnsName: 'ip-10-0-0-9.ec2.internal',
        Placement: { AvailabilityZoneId: 'use1-az1', Tenancy: 'default' },
        SecurityGroups: [{ GroupName: 'default' }],
        NetworkInterfaces: [
          { PrivateIpAddress: '10.0.0.9', Status: 'in-use', Attachment: { DeviceIndex: 0 } },
        ],
        Tags: [{ Key: 'Name', Value: 'web' }],
      },
    ]);
    const { NetworkInterfaces } = caller.run(describeNetworkInterfaces, {});
    expect(NetworkInterfaces?.[0]?.TagSet).toEqual([{ Key: 'Name', Value: 'its interface' }]);
  });

  test('goes to a default subnet where none is named, in the zone asked for', async () => {
    const { caller, launch } = await fixture();
    const [instance] = launch({ SubnetId: undefined, Placement: { AvailabilityZone: 'us-east-1c' } });
    const { Subnets } = caller.run(describeSubnets, { SubnetIds: [instance?.SubnetId ?? ''] });
    expect(Subnets).toMatchObject([{ DefaultForAz: true, AvailabilityZone: 'us-east-1c' }]);
  });

  test('takes subnet, groups and address from a described interface', async () => {
    const { caller, VpcId, SubnetId, launch } = await fixture();
    const { GroupId = '' } = caller.run(createSecurityGroup, { GroupName: 'web', Description: 'x', VpcId });
    const own = {
      DeviceIndex: 0,
      SubnetId,
      Groups: [GroupId],
      PrivateIpAddress: '10.0.0.8',
      AssociatePublicIpAddress: true,
    };
    expect(launch({ SubnetId: undefined, NetworkInterfaces: [own] })).toMatchObject([
      { PrivateIpAddress: '10.0.0.8', SecurityGroups: [{ GroupId }] },
    ]);
  });

  test('launches as many as the subnet holds, between MinCount and MaxCount, in order', async () => {
    const { launch } = await fixture();
    const instances = launch({ MinCount: 2, MaxCount: 50 });
    expect(instances.map(({ AmiLaunchIndex }) => AmiLaunchIndex)).toEqual(
      Array.from({ length: 11 }, (_, at) => at),
    );
    expect(new Set(instances.map(({ PrivateIpAddress }) => PrivateIpAddress)).size).toBe(11);
    expect(codeOf(() => launch())).toBe('InsufficientFreeAddressesInSubnet');
  });

  test('launches once per client token', async () => {
    const { caller, launchOne } = await fixture();
    const id = launchOne({ ClientToken: 't' });
    expect(launchOne({ ClientToken: 't' })).toBe(id);
    expect(codeOf(() => launchOne({ ClientToken: 't', InstanceType: 't3.micro' }))).toBe(
      'IdempotentParameterMismatch',
    );
    expect(caller.state.snapshot.instances.size).toBe(1);
  });

  test.each<[string, object, string]>([
    ['no image', { ImageId: undefined }, 'MissingParameter'],
    ['a malformed image', { ImageId: 'x' }, 'InvalidAMIID.Malformed'],
    ['no counts', { MinCount: undefined }, 'MissingParameter'],
    ['a count of none', { MinCount: 0 }, 'InvalidParameterValue'],
    ['counts that are no numbers', { MinCount: Number.NaN }, 'InvalidParameterValue'],
    ['counts the wrong way round', { MinCount: 2, MaxCount: 1 }, 'InvalidParameterValue'],
    ['more than 100', { MinCount: 101, MaxCount: 101 }, 'InstanceLimitExceeded'],
    ['more than the subnet holds', { MinCount: 12, MaxCount: 12 }, 'InsufficientFreeAddressesInSubnet'],
    ['an unknown subnet', { SubnetId: 'subnet-01234567' }, 'InvalidSubnetID.NotFound'],
    ['an unknown group', { SecurityGroupIds: ['sg-01234567'] }, 'InvalidGroup.NotFound'],
    ['a group by name with a subnet', { SecurityGroups: ['default'] }, 'InvalidParameterCombination'],
    ['an address outside the subnet', { PrivateIpAddress: '10.0.1.5' }, 'InvalidParameterValue'],
    ['a reserved address', { PrivateIpAddress: '10.0.0.3' }, 'InvalidParameterValue'],
    ['one address for two', { PrivateIpAddress: '10.0.0.5', MaxCount: 2 }, 'InvalidParameterCombination'],
    [
      'another zone than the subnet’s',
      { Placement: { AvailabilityZone: 'us-east-1b' } },
      'InvalidParameterValue',
    ],
    ['an unknown zone', { Placement: { AvailabilityZone: 'x' } }, 'InvalidParameterValue'],
    ['user data that is not base64', { UserData: '#!/bin/sh' }, 'InvalidUserData.Malformed'],
    ['too much user data', { UserData: base64('x'.repeat(16_385)) }, 'InvalidParameterValue'],
    ['a malformed type', { InstanceType: 'huge' }, 'InvalidParameterValue'],
    ['a subnet in two places', { NetworkInterfaces: [{ DeviceIndex: 0 }] }, 'InvalidParameterCombination'],
    [
      'interfaces without a device',
      { SubnetId: undefined, NetworkInterfaces: [{}, {}] },
      'InvalidParameterValue',
    ],
    [
      'no primary interface',
      { SubnetId: undefined, NetworkInterfaces: [{ DeviceIndex: 1 }] },
      'InvalidParameterCombination',
    ],
    [
      'two interfaces at one place',
      { SubnetId: undefined, NetworkInterfaces: [{ DeviceIndex: 0 }, { DeviceIndex: 0 }] },
      'InvalidParameterValue',
    ],
    [
      'more interfaces than its type takes',
      { SubnetId: undefined, NetworkInterfaces: [0, 1, 2].map((DeviceIndex) => ({ DeviceIndex })) },
      'AttachmentLimitExceeded',
    ],
    [
      'a public address and two interfaces',
      {
        SubnetId: undefined,
        NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true }, { DeviceIndex: 1 }],
      },
      'InvalidParameterCombination',
    ],
    ['an unknown key', { KeyName: 'x' }, 'InvalidKeyPair.NotFound'],
    ['an unknown profile', { IamInstanceProfile: { Name: 'x' } }, 'InvalidParameterValue'],
    [
      'a device twice',
      {
        BlockDeviceMappings: [
          { DeviceName: 'a', NoDevice: '' },
          { DeviceName: 'a', NoDevice: '' },
        ],
      },
      'InvalidBlockDeviceMapping',
    ],
    [
      'a device taken away with a word',
      { BlockDeviceMappings: [{ DeviceName: 'a', NoDevice: 'x' }] },
      'InvalidRequest',
    ],
    ['a volume of no size', { BlockDeviceMappings: [{ DeviceName: 'a', Ebs: {} }] }, 'MissingParameter'],
    ['an odd shutdown behaviour', { InstanceInitiatedShutdownBehavior: 'x' }, 'InvalidParameterValue'],
    ['a launch template', { LaunchTemplate: { LaunchTemplateName: 'x' } }, 'UnsupportedOperation'],
    ['tags for something else', { TagSpecifications: [{ ResourceType: 'vpc' }] }, 'InvalidParameterValue'],
  ])('with %s is refused and launches nothing', async (_what, input, code) => {
    const { caller, launch } = await fixture();
    expect(codeOf(() => launch(input))).toBe(code);
    expect(caller.state.snapshot.instances.size + caller.state.snapshot.networkInterfaces.size).toBe(0);
  });

  test('into an address that is taken is refused', async () => {
    const { launch } = await fixture();
    launch({ PrivateIpAddress: '10.0.0.5' });
    expect(() => launch({ PrivateIpAddress: '10.0.0.5' })).toThrow('Address 10.0.0.5 is in use.');
  });
});

describe('DescribeInstances', () => {
  test('gathers instances by reservation and finds them by filter', async () => {
    const { caller, launch, launchOne, SubnetId } = await fixture();
    const single = launchOne({ PrivateIpAddress: '10.0.0.14' });
    const pair = launch({ MinCount: 2, MaxCount: 2 });
    const found = (Name: string, value: string) =>
      caller.run(describeInstances, { Filters: [{ Name, Values: [value] }] }).Reservations ?? [];
    expect(found('subnet-id', SubnetId).map(({ Instances }) => Instances?.length)).toEqual([1, 2]);
    expect(found('private-ip-address', '10.0.0.14')[0]?.Instances?.[0]?.InstanceId).toBe(single);
    expect(found('instance-id', pair[1]?.InstanceId ?? '')[0]?.Instances).toHaveLength(1);
    setState(caller, single, 'running');
    expect(found('instance-state-name', 'running')[0]?.Instances?.[0]).toMatchObject({
      InstanceId: single,
      State: { Name: 'running', Code: 16 },
    });
    expect(found('instance-state-code', '0')[0]?.Instances).toHaveLength(2);
  });

  test.each([
    [{ InstanceIds: ['i-01234567'] }, 'InvalidInstanceID.NotFound'],
    [{ InstanceIds: ['i-x'] }, 'InvalidInstanceID.Malformed'],
    [{ InstanceIds: ['i-01234567'], MaxResults: 5 }, 'InvalidParameterCombination'],
    [{ Filters: [{ Name: 'x' }] }, 'InvalidParameterValue'],
  ])('of %j is refused with %s', async (input, code) => {
    const { caller } = await fixture();
    expect(codeOf(() => caller.run(describeInstances, input))).toBe(code);
  });
});

describe('TerminateInstances', () => {
  test('shuts down and lets the interface go; the second time changes nothing', async () => {
    const { caller, launchOne } = await fixture();
    const id = launchOne();
    setState(caller, id, 'running');
    const terminate = () => caller.run(terminateInstances, { InstanceIds: [id] }).TerminatingInstances;
    expect(terminate()).toEqual([
      {
        InstanceId: id,
        PreviousState: { Name: 'running', Code: 16 },
        CurrentState: { Name: 'shutting-down', Code: 32 },
      },
    ]);
    const { NetworkInterfaces } = caller.run(describeNetworkInterfaces, {});
    expect(NetworkInterfaces).toMatchObject([{ Status: 'detaching' }]);
    const before = caller.state.snapshot.instances.get(id);
    expect(terminate()).toMatchObject([{ PreviousState: { Name: 'shutting-down' } }]);
    expect(caller.state.snapshot.instances.get(id)).toBe(before);
  });

  test('shows a terminated instance without its network', async () => {
    const { caller, launchOne } = await fixture();
    const id = launchOne();
    caller.run(terminateInstances, { InstanceIds: [id] });
    caller.change((tx) => {
      for (const row of [...tx.networkInterfaces.all()]) tx.networkInterfaces.delete(row.id);
    });
    setState(caller, id, 'terminated');
    const shown = caller.run(describeInstances, { InstanceIds: [id] }).Reservations?.[0]?.Instances?.[0];
    expect(shown).toMatchObject({ State: { Name: 'terminated' }, NetworkInterfaces: [], SecurityGroups: [] });
    expect(shown?.VpcId).toBeUndefined();
  });

  test('of one unknown instance terminates none', async () => {
    const { caller, launchOne } = await fixture();
    const InstanceIds = [launchOne(), 'i-01234567'];
    expect(codeOf(() => caller.run(terminateInstances, { InstanceIds }))).toBe('InvalidInstanceID.NotFound');
    expect(caller.state.snapshot.instances.get(InstanceIds[0] ?? '')?.status.state).toBe('pending');
  });

  test('is refused while the instance is protected', async () => {
    const { caller, launchOne } = await fixture();
    const InstanceId = launchOne({ DisableApiTermination: true });
    const terminate = () => caller.run(terminateInstances, { InstanceIds: [InstanceId] });
    expect(codeOf(terminate)).toBe('OperationNotPermitted');
    caller.run(modifyInstanceAttribute, { InstanceId, DisableApiTermination: { Value: false } });
    expect(codeOf(terminate)).toBe('no error');
  });
});

describe('instance attributes', () => {
  test('are read one by one', async () => {
    const { caller, launchOne } = await fixture();
    const InstanceId = launchOne({ UserData: base64('#!/bin/sh\ntrue\n'), InstanceType: 't3.micro' });
    const read = (Attribute: 'userData' | 'instanceType' | 'disableApiTermination') =>
      caller.run(describeInstanceAttribute, { InstanceId, Attribute });
    expect(read('userData').UserData?.Value).toBe(base64('#!/bin/sh\ntrue\n'));
    expect(read('instanceType').InstanceType?.Value).toBe('t3.micro');
    expect(read('disableApiTermination').DisableApiTermination?.Value).toBe(false);
    expect(codeOf(() => read('toString' as 'userData'))).toBe('InvalidParameterValue');
  });

  test('change the groups of the interface', async () => {
    const { caller, launchOne, VpcId } = await fixture();
    const InstanceId = launchOne();
    const { GroupId = '' } = caller.run(createSecurityGroup, { GroupName: 'web', Description: 'x', VpcId });
    caller.run(modifyInstanceAttribute, { InstanceId, Groups: [GroupId] });
    const { Groups } = caller.run(describeInstanceAttribute, { InstanceId, Attribute: 'groupSet' });
    expect(Groups).toEqual([{ GroupId, GroupName: 'web' }]);
  });

  test('that need a stopped instance, or that there are not, are refused', async () => {
    const { caller, launchOne } = await fixture();
    const InstanceId = launchOne();
    const modify = (input: object) =>
      codeOf(() => caller.run(modifyInstanceAttribute, { InstanceId, ...input }));
    expect(modify({ InstanceType: { Value: 't3.micro' } })).toBe('IncorrectInstanceState');
    expect(modify({ UserData: { Value: new Uint8Array() } })).toBe('IncorrectInstanceState');
    expect(modify({ EnclaveOptions: { Enabled: true } })).toBe('UnsupportedOperation');
    expect(modify({ InstanceInitiatedShutdownBehavior: { Value: 'x' } })).toBe('InvalidParameterValue');
    expect(modify({})).toBe('InvalidParameterCombination');
  });
});

test('DescribeInstanceStatus shows running instances, or all of them', async () => {
  const { caller, launchOne } = await fixture();
  const [running, pending] = [launchOne(), launchOne()];
  setState(caller, running, 'running');
  const idsOf = (input: object) =>
    caller.run(describeInstanceStatus, input).InstanceStatuses?.map(({ InstanceId }) => InstanceId);
  expect(idsOf({})).toEqual([running]);
  expect(idsOf({ IncludeAllInstances: true })).toEqual([running, pending]);
  expect(idsOf({ Filters: [{ Name: 'instance-status.status', Values: ['ok'] }] })).toEqual([running]);
});

test('types and images that clients look up first are there', async () => {
  const { caller } = await fixture();
  const types = (InstanceTypes: string[]) =>
    caller.run(describeInstanceTypes, { InstanceTypes: InstanceTypes as ['t3.micro'] }).InstanceTypes;
  expect(types(['t3.micro'])).toMatchObject([{ InstanceType: 't3.micro', MemoryInfo: { SizeInMiB: 1024 } }]);
  expect(codeOf(() => types(['x.y']))).toBe('InvalidInstanceType');
  const images = (ImageIds: string[]) => caller.run(describeImages, { ImageIds }).Images;
  expect(images(['ami-anything'])).toMatchObject([{ ImageId: 'ami-anything', State: 'available' }]);
  expect(codeOf(() => images(['x']))).toBe('InvalidAMIID.Malformed');
});
