/** What becomes of an instance: several interfaces, stop, start, reboot, attributes, volumes and profiles. */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../base/random.ts';
import { keepConsole } from '../../../observe/consoleOutput.ts';
import { reconcile } from '../../../reconcile/reconcile.ts';
import { createInstanceProfile } from '../../iam/profile/createInstanceProfile.ts';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { createNetworkInterface } from '../interface/createNetworkInterface.ts';
import { describeNetworkInterfaces } from '../interface/describeNetworkInterfaces.ts';
import { createSubnet } from '../subnet/createSubnet.ts';
import { createTags } from '../tagging/createTags.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { associateIamInstanceProfile } from './associateIamInstanceProfile.ts';
import { describeIamInstanceProfileAssociations } from './describeIamInstanceProfileAssociations.ts';
import { describeInstanceAttribute } from './describeInstanceAttribute.ts';
import { describeInstanceCreditSpecifications } from './describeInstanceCreditSpecifications.ts';
import { describeInstances } from './describeInstances.ts';
import { describeInstanceTypeOfferings } from './describeInstanceTypeOfferings.ts';
import { describeVolumes } from './describeVolumes.ts';
import { disassociateIamInstanceProfile } from './disassociateIamInstanceProfile.ts';
import { getConsoleOutput } from './getConsoleOutput.ts';
import { modifyInstanceAttribute } from './modifyInstanceAttribute.ts';
import { modifyInstanceMetadataOptions } from './modifyInstanceMetadataOptions.ts';
import { monitorInstances, unmonitorInstances } from './monitorInstances.ts';
import { rebootInstances } from './rebootInstances.ts';
import { replaceIamInstanceProfileAssociation } from './replaceIamInstanceProfileAssociation.ts';
import { resetInstanceAttribute } from './resetInstanceAttribute.ts';
import { runInstances } from './runInstances.ts';
import { startInstances } from './startInstances.ts';
import { stopInstances } from './stopInstances.ts';
import { terminateInstances } from './terminateInstances.ts';

/** As if the kernel had made every interface so; then the reconcilers. */
function settle(caller: TestCaller): void {
  const next = { pending: 'ready', removing: 'removed' } as const;
  caller.change((tx) => {
    for (const row of [...tx.networkInterfaces.all()]) {
      const dataPlane = next[row.status.dataPlane as keyof typeof next];
      if (dataPlane) tx.networkInterfaces.put({ ...row, status: { dataPlane } });
    }
    reconcile(tx, { now: new Date('2026-01-01T00:10:00Z'), random: seededRandom(1) });
  });
}

async function fixture() {
  const caller = await testCaller();
  const VpcId = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const SubnetId =
    caller.run(createSubnet, { VpcId, CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1a' }).Subnet
      ?.SubnetId ?? '';
  const launch = (input: object = { SubnetId }) => {
    const { Instances } = caller.run(runInstances, {
      ImageId: 'ami-1',
      MinCount: 1,
      MaxCount: 1,
      InstanceType: 't3.small',
      ...input,
    });
    settle(caller);
    return Instances?.[0]?.InstanceId ?? '';
  };
  const shown = (id: string) =>
    caller.run(describeInstances, { InstanceIds: [id] }).Reservations?.[0]?.Instances?.[0] ?? {};
  const interfaces = () => caller.run(describeNetworkInterfaces, {}).NetworkInterfaces ?? [];
  return { caller, SubnetId, launch, shown, interfaces };
}

describe('an instance with several interfaces', () => {
  test('has a new one and one that was there, and leaves the latter behind', async () => {
    const { caller, SubnetId, launch, shown, interfaces } = await fixture();
    const spare = caller.run(createNetworkInterface, { SubnetId, PrivateIpAddress: '10.0.0.50' });
    const NetworkInterfaceId = spare.NetworkInterface?.NetworkInterfaceId;
    const id = launch({
      NetworkInterfaces: [
        { DeviceIndex: 1, NetworkInterfaceId },
        { DeviceIndex: 0, SubnetId, PrivateIpAddress: '10.0.0.40', SecondaryPrivateIpAddressCount: 1 },
      ],
    });
    expect(shown(id)).toMatchObject({
      State: { Name: 'running' },
      PrivateIpAddress: '10.0.0.40',
      NetworkInterfaces: [
        { Attachment: { DeviceIndex: 0, DeleteOnTermination: true }, PrivateIpAddresses: [{}, {}] },
        { NetworkInterfaceId, Attachment: { DeviceIndex: 1, DeleteOnTermination: false } },
      ],
    });
    caller.run(terminateInstances, { InstanceIds: [id] });
    settle(caller);
    expect(shown(id).State?.Name).toBe('terminated');
    expect(interfaces()).toMatchObject([{ NetworkInterfaceId, Status: 'available' }]);
  });

  test('answers for neither by itself', async () => {
    const { caller, SubnetId, launch } = await fixture();
    const InstanceId = launch({
      NetworkInterfaces: [0, 1].map((DeviceIndex) => ({ DeviceIndex, SubnetId })),
    });
    const modify = () =>
      caller.run(modifyInstanceAttribute, { InstanceId, SourceDestCheck: { Value: false } });
    expect(codeOf(modify)).toBe('InvalidInstanceID');
  });

  test('refuses one that is used, and one for two instances', async () => {
    const { caller, SubnetId, launch, interfaces } = await fixture();
    launch();
    const used = interfaces()[0]?.NetworkInterfaceId;
    const free = caller.run(createNetworkInterface, { SubnetId }).NetworkInterface?.NetworkInterfaceId;
    const attempt = (each: object, more: object = {}) =>
      codeOf(() => launch({ NetworkInterfaces: [{ DeviceIndex: 0, ...each }], ...more }));
    expect(attempt({ NetworkInterfaceId: used })).toBe('InvalidNetworkInterface.InUse');
    expect(attempt({ NetworkInterfaceId: free }, { MaxCount: 2 })).toBe('InvalidParameterCombination');
    expect(attempt({ NetworkInterfaceId: free, SubnetId })).toBe('InvalidParameterCombination');
    expect(attempt({ NetworkInterfaceId: free, DeleteOnTermination: true })).toBe('InvalidParameterValue');
    expect(attempt({ NetworkInterfaceId: free })).toBe('no error');
  });
});

describe('a stopped instance', () => {
  test('keeps its address and is started with it', async () => {
    const { caller, launch, shown, interfaces } = await fixture();
    const id = launch();
    const before = shown(id);
    expect(caller.run(stopInstances, { InstanceIds: [id] }).StoppingInstances).toEqual([
      {
        InstanceId: id,
        PreviousState: { Code: 16, Name: 'running' },
        CurrentState: { Code: 64, Name: 'stopping' },
      },
    ]);
    expect(interfaces()[0]?.Status).toBe('in-use');
    settle(caller);
    expect(shown(id)).toMatchObject({
      State: { Name: 'stopped', Code: 80 },
      PrivateIpAddress: before.PrivateIpAddress,
      StateReason: { Code: 'Client.UserInitiatedShutdown' },
      NetworkInterfaces: [{ Status: 'in-use', Attachment: { Status: 'attached' } }],
    });
    expect(codeOf(() => caller.run(rebootInstances, { InstanceIds: [id] }))).toBe('IncorrectInstanceState');
    expect(caller.run(startInstances, { InstanceIds: [id] }).StartingInstances).toMatchObject([
      { PreviousState: { Name: 'stopped' }, CurrentState: { Name: 'pending' } },
    ]);
    settle(caller);
    expect(shown(id)).toMatchObject({
      State: { Name: 'running' },
      PrivateIpAddress: before.PrivateIpAddress,
      StateTransitionReason: '',
    });
    expect(shown(id).LaunchTime?.getTime()).toBeGreaterThan(before.LaunchTime?.getTime() ?? 0);
  });

  test('can be terminated, at once or on its way', async () => {
    const { caller, launch, shown, interfaces } = await fixture();
    const [stopped, stopping] = [launch(), launch()];
    caller.run(stopInstances, { InstanceIds: [stopped] });
    settle(caller);
    caller.run(stopInstances, { InstanceIds: [stopping] });
    caller.run(terminateInstances, { InstanceIds: [stopped, stopping] });
    settle(caller);
    expect([shown(stopped).State?.Name, shown(stopping).State?.Name]).toEqual(['terminated', 'terminated']);
    expect(interfaces()).toEqual([]);
  });

  test('is what nobody makes of a protected one', async () => {
    const { caller, launch, SubnetId } = await fixture();
    const id = launch({ SubnetId, DisableApiStop: true });
    const stop = () => caller.run(stopInstances, { InstanceIds: [id] });
    expect(codeOf(stop)).toBe('OperationNotPermitted');
    caller.run(modifyInstanceAttribute, { InstanceId: id, DisableApiStop: { Value: false } });
    expect(codeOf(stop)).toBe('no error');
    expect(codeOf(() => caller.run(stopInstances, { InstanceIds: ['i-01234567'] }))).toBe(
      'InvalidInstanceID.NotFound',
    );
    expect(codeOf(() => caller.run(stopInstances, { InstanceIds: [] }))).toBe('InvalidParameterCombination');
    expect(codeOf(() => caller.run(stopInstances, { InstanceIds: [id], Hibernate: true }))).toBe(
      'UnsupportedOperation',
    );
    expect(codeOf(() => caller.run(startInstances, { InstanceIds: [id] }))).toBe('IncorrectInstanceState');
  });

  test('takes what only a stopped one takes', async () => {
    const { caller, launch } = await fixture();
    const InstanceId = launch();
    caller.run(stopInstances, { InstanceIds: [InstanceId] });
    settle(caller);
    caller.run(modifyInstanceAttribute, { InstanceId, InstanceType: { Value: 'm5.large' } });
    caller.run(modifyInstanceAttribute, { InstanceId, Attribute: 'ebsOptimized', Value: 'true' });
    caller.run(modifyInstanceAttribute, { InstanceId, UserData: { Value: Buffer.from('#!/bin/sh\n') } });
    const read = (Attribute: 'instanceType' | 'ebsOptimized' | 'userData') =>
      caller.run(describeInstanceAttribute, { InstanceId, Attribute });
    expect(read('instanceType').InstanceType?.Value).toBe('m5.large');
    expect(read('ebsOptimized').EbsOptimized?.Value).toBe(true);
    expect(read('userData').UserData?.Value).toBe(Buffer.from('#!/bin/sh\n').toString('base64'));
  });
});

test('a reboot is counted, which is how the data plane hears of it', async () => {
  const { caller, launch } = await fixture();
  const id = launch();
  caller.run(rebootInstances, { InstanceIds: [id] });
  caller.run(rebootInstances, { InstanceIds: [id] });
  expect(caller.state.snapshot.instances.get(id)?.spec.reboots).toBe(2);
});

test('the check of sources goes off and on again with the instance’s attribute', async () => {
  const { caller, launch, interfaces } = await fixture();
  const InstanceId = launch();
  caller.run(modifyInstanceAttribute, { InstanceId, SourceDestCheck: { Value: false } });
  expect(interfaces()[0]?.SourceDestCheck).toBe(false);
  caller.run(resetInstanceAttribute, { InstanceId, Attribute: 'sourceDestCheck' });
  expect(interfaces()[0]?.SourceDestCheck).toBe(true);
  expect(codeOf(() => caller.run(resetInstanceAttribute, { InstanceId, Attribute: 'kernel' }))).toBe(
    'UnsupportedOperation',
  );
});

test('volumes are shown with their instance, tagged, and gone with it', async () => {
  const { caller, launch, shown, SubnetId } = await fixture();
  const BlockDeviceMappings = [
    { DeviceName: '/dev/sda1', Ebs: { VolumeSize: 20 } },
    { DeviceName: '/dev/sdf', Ebs: { VolumeType: 'io2', Iops: 500, VolumeSize: 8 } },
    { DeviceName: '/dev/sdg', VirtualName: 'ephemeral0' },
  ];
  const TagSpecifications = [{ ResourceType: 'volume', Tags: [{ Key: 'a', Value: 'b' }] }];
  const id = launch({ SubnetId, BlockDeviceMappings, TagSpecifications });
  const list = (input: object = {}) => caller.run(describeVolumes, input).Volumes ?? [];
  const Filters = [{ Name: 'attachment.instance-id', Values: [id] }];
  expect(list({ Filters })).toMatchObject([
    { Size: 20, VolumeType: 'gp3', Iops: 3000, State: 'in-use', Attachments: [{ Device: '/dev/sda1' }] },
    { Size: 8, VolumeType: 'io2', Iops: 500, Tags: [{ Key: 'a', Value: 'b' }] },
  ]);
  expect(shown(id)).toMatchObject({ RootDeviceName: '/dev/sda1', RootDeviceType: 'ebs' });
  expect(shown(id).BlockDeviceMappings).toHaveLength(2);
  const VolumeId = list()[0]?.VolumeId ?? '';
  caller.run(createTags, { Resources: [VolumeId], Tags: [{ Key: 'more', Value: '' }] });
  expect(list({ VolumeIds: [VolumeId] })[0]?.Tags).toHaveLength(2);
  const change = (DeviceName: string) => () =>
    caller.run(modifyInstanceAttribute, {
      InstanceId: id,
      BlockDeviceMappings: [{ DeviceName, Ebs: { DeleteOnTermination: false } }],
    });
  change('/dev/sda1')();
  expect(list()[0]?.Attachments?.[0]?.DeleteOnTermination).toBe(false);
  expect(codeOf(change('/dev/x'))).toBe('InvalidInstanceAttributeValue');
  caller.run(terminateInstances, { InstanceIds: [id] });
  expect(list()).toEqual([]);
});

test('console output is what was printed, in base64, by an instance of the caller’s', async () => {
  const { caller, launch } = await fixture();
  const InstanceId = launch();
  const read = () => caller.run(getConsoleOutput, { InstanceId });
  expect(read()).toEqual({ InstanceId, Timestamp: expect.any(Date), Output: undefined });
  const writtenAt = '2026-01-01T00:00:05.000Z';
  caller.change((tx) =>
    keepConsole(tx, { type: 'console', instanceId: InstanceId, text: 'up\n', writtenAt }),
  );
  expect(read()).toEqual({ InstanceId, Timestamp: new Date(writtenAt), Output: 'dXAK' });
  caller.change((tx) => keepConsole(tx, { type: 'console', instanceId: 'i-0', text: '', writtenAt }));
  expect(caller.state.snapshot.consoleOutputs.size).toBe(1);
});

test('settings are remembered and shown', async () => {
  const { caller, launch, shown, SubnetId } = await fixture();
  const id = launch({
    SubnetId,
    Monitoring: { Enabled: true },
    Placement: { Tenancy: 'dedicated' },
    MetadataOptions: { HttpTokens: 'required' },
    CreditSpecification: { CpuCredits: 'standard' },
    PrivateDnsNameOptions: { HostnameType: 'resource-name' },
    InstanceInitiatedShutdownBehavior: 'terminate',
  });
  expect(shown(id)).toMatchObject({
    Monitoring: { State: 'enabled' },
    Placement: { Tenancy: 'dedicated' },
    MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled', HttpPutResponseHopLimit: 1 },
    PrivateDnsNameOptions: { HostnameType: 'resource-name' },
  });
  caller.run(modifyInstanceMetadataOptions, { InstanceId: id, HttpPutResponseHopLimit: 3 });
  expect(shown(id).MetadataOptions).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 3 });
  const tooFar = () =>
    caller.run(modifyInstanceMetadataOptions, { InstanceId: id, HttpPutResponseHopLimit: 65 });
  expect(codeOf(tooFar)).toBe('InvalidParameterValue');
  caller.run(unmonitorInstances, { InstanceIds: [id] });
  expect(shown(id).Monitoring?.State).toBe('disabled');
  caller.run(monitorInstances, { InstanceIds: [id] });
  expect(shown(id).Monitoring?.State).toBe('enabled');
  const credits = (input: object) =>
    caller.run(describeInstanceCreditSpecifications, input).InstanceCreditSpecifications;
  expect(credits({})).toEqual([{ InstanceId: id, CpuCredits: 'standard' }]);
  const other = launch({ SubnetId, InstanceType: 'm5.large' });
  expect(codeOf(() => credits({ InstanceIds: [other] }))).toBe('InvalidParameterValue');
});

test('an instance profile is associated, replaced and taken away', async () => {
  const { caller, launch, shown, SubnetId } = await fixture();
  for (const InstanceProfileName of ['one', 'two'])
    caller.run(createInstanceProfile, { InstanceProfileName });
  const InstanceId = launch({ SubnetId, IamInstanceProfile: { Name: 'one' } });
  const arn = (name: string) => `arn:aws:iam::111122223333:instance-profile/${name}`;
  const list = () =>
    caller.run(describeIamInstanceProfileAssociations, {}).IamInstanceProfileAssociations ?? [];
  expect(shown(InstanceId).IamInstanceProfile?.Arn).toBe(arn('one'));
  expect(list()).toMatchObject([
    { InstanceId, State: 'associated', IamInstanceProfile: { Arn: arn('one') } },
  ]);
  const associate = () =>
    caller.run(associateIamInstanceProfile, { InstanceId, IamInstanceProfile: { Arn: arn('two') } });
  expect(codeOf(associate)).toBe('IncorrectState');
  const AssociationId = list()[0]?.AssociationId ?? '';
  caller.run(replaceIamInstanceProfileAssociation, { AssociationId, IamInstanceProfile: { Name: 'two' } });
  expect(shown(InstanceId).IamInstanceProfile?.Arn).toBe(arn('two'));
  caller.run(disassociateIamInstanceProfile, { AssociationId: list()[0]?.AssociationId });
  expect(shown(InstanceId).IamInstanceProfile).toBeUndefined();
  expect(codeOf(() => caller.run(disassociateIamInstanceProfile, { AssociationId }))).toBe(
    'InvalidAssociationID.NotFound',
  );
  expect(codeOf(associate)).toBe('no error');
});

test('types are offered in the Region and in each of its zones', async () => {
  const { caller } = await fixture();
  const Filters = [{ Name: 'instance-type', Values: ['t3.micro'] }];
  const offered = (LocationType?: 'availability-zone') =>
    caller.run(describeInstanceTypeOfferings, { LocationType, Filters }).InstanceTypeOfferings;
  expect(offered()).toEqual([{ InstanceType: 't3.micro', LocationType: 'region', Location: 'us-east-1' }]);
  expect(offered('availability-zone')).toHaveLength(6);
  expect(codeOf(() => offered('x' as 'availability-zone'))).toBe('InvalidParameterValue');
});
