/** Every call on instances, their keys, images and flow logs through AWS's own client, there and back. */
import { generateKeyPairSync } from 'node:crypto';
import * as ec2 from '@aws-sdk/client-ec2';
import { CreateInstanceProfileCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testServer.ts';
import { opensshLine } from '../keyPair/sshKeys.ts';

const ACCOUNT = '111122223333';

let server: TestServer;
let client: ec2.EC2Client;

beforeAll(async () => {
  server = await startTestServer();
  client = server.ec2(ACCOUNT);
});
afterAll(() => server.close());

async function launch(input: object = {}): Promise<ec2.Instance> {
  const { Instances } = await client.send(
    new ec2.RunInstancesCommand({
      ImageId: 'ami-12345678',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      ...input,
    }),
  );
  return Instances?.[0] ?? {};
}

async function shown(InstanceId = ''): Promise<ec2.Instance> {
  const { Reservations } = await client.send(new ec2.DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
  return Reservations?.[0]?.Instances?.[0] ?? {};
}

function setState(id: string | undefined, state: 'running' | 'stopped'): void {
  server.state.transact((tx) => {
    const row = tx.instances.get(id ?? '');
    if (row) tx.instances.put({ ...row, status: { state } });
  });
}

describe('instances', () => {
  test('are launched and shown alike', async () => {
    const made = await launch({
      Monitoring: { Enabled: true },
      MetadataOptions: { HttpTokens: 'required' },
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { VolumeSize: 20 } }],
    });
    expect(await shown(made.InstanceId)).toEqual(made);
    expect(made.LaunchTime).toBeInstanceOf(Date);
    const { Volumes } = await client.send(
      new ec2.DescribeVolumesCommand({
        Filters: [{ Name: 'attachment.instance-id', Values: [made.InstanceId ?? ''] }],
      }),
    );
    expect(Volumes).toMatchObject([
      { Size: 20, State: 'in-use', Attachments: [{ InstanceId: made.InstanceId }] },
    ]);
  });

  test('are stopped, started, rebooted, monitored and terminated', async () => {
    const { InstanceId = '' } = await launch();
    const InstanceIds = [InstanceId];
    setState(InstanceId, 'running');
    await client.send(new ec2.RebootInstancesCommand({ InstanceIds }));
    const { InstanceMonitorings } = await client.send(new ec2.MonitorInstancesCommand({ InstanceIds }));
    expect(InstanceMonitorings).toEqual([{ InstanceId, Monitoring: { State: 'pending' } }]);
    const off = await client.send(new ec2.UnmonitorInstancesCommand({ InstanceIds }));
    expect(off.InstanceMonitorings?.[0]?.Monitoring?.State).toBe('disabling');
    const { StoppingInstances } = await client.send(new ec2.StopInstancesCommand({ InstanceIds }));
    expect(StoppingInstances?.[0]?.CurrentState).toEqual({ Code: 64, Name: 'stopping' });
    setState(InstanceId, 'stopped');
    const { StartingInstances } = await client.send(new ec2.StartInstancesCommand({ InstanceIds }));
    expect(StartingInstances?.[0]?.PreviousState).toEqual({ Code: 80, Name: 'stopped' });
    const { TerminatingInstances } = await client.send(new ec2.TerminateInstancesCommand({ InstanceIds }));
    expect(TerminatingInstances?.[0]?.CurrentState?.Name).toBe('shutting-down');
    const unknown = new ec2.StopInstancesCommand({ InstanceIds: ['i-01234567', 'i-01234568'] });
    await expect(client.send(unknown)).rejects.toThrow(
      "The instance IDs 'i-01234567, i-01234568' do not exist",
    );
  });

  test('have attributes and settings that are changed and reset', async () => {
    const { InstanceId } = await launch();
    const SourceDestCheck = { Value: false };
    await client.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId, SourceDestCheck }));
    expect((await shown(InstanceId)).SourceDestCheck).toBe(false);
    const reset = { InstanceId, Attribute: 'sourceDestCheck' } as const;
    await client.send(new ec2.ResetInstanceAttributeCommand(reset));
    expect((await shown(InstanceId)).SourceDestCheck).toBe(true);
    const output = await client.send(new ec2.GetConsoleOutputCommand({ InstanceId }));
    expect(output).toMatchObject({ InstanceId, Timestamp: expect.any(Date) });
    setState(InstanceId, 'stopped');
    const UserData = { Value: Buffer.from('#!/bin/sh\n') };
    await client.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId, UserData }));
    const read = { InstanceId, Attribute: 'userData' } as const;
    const attribute = await client.send(new ec2.DescribeInstanceAttributeCommand(read));
    expect(Buffer.from(attribute.UserData?.Value ?? '', 'base64').toString()).toBe('#!/bin/sh\n');
    const { InstanceMetadataOptions } = await client.send(
      new ec2.ModifyInstanceMetadataOptionsCommand({ InstanceId, HttpPutResponseHopLimit: 2 }),
    );
    expect(InstanceMetadataOptions).toMatchObject({ State: 'pending', HttpPutResponseHopLimit: 2 });
    const credits = await client.send(
      new ec2.DescribeInstanceCreditSpecificationsCommand({ InstanceIds: [InstanceId ?? ''] }),
    );
    expect(credits.InstanceCreditSpecifications).toEqual([{ InstanceId, CpuCredits: 'unlimited' }]);
  });

  test('have a profile that is associated, listed, replaced and taken away', async () => {
    for (const InstanceProfileName of ['one', 'two']) {
      await server.iam(ACCOUNT).send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    }
    const { InstanceId } = await launch();
    const made = await client.send(
      new ec2.AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name: 'one' } }),
    );
    expect(made.IamInstanceProfileAssociation).toMatchObject({ InstanceId, State: 'associating' });
    const list = async () =>
      (await client.send(new ec2.DescribeIamInstanceProfileAssociationsCommand({})))
        .IamInstanceProfileAssociations;
    const { AssociationId } = made.IamInstanceProfileAssociation ?? {};
    expect(await list()).toMatchObject([{ AssociationId, State: 'associated' }]);
    const replaced = await client.send(
      new ec2.ReplaceIamInstanceProfileAssociationCommand({
        AssociationId,
        IamInstanceProfile: { Name: 'two' },
      }),
    );
    const other = replaced.IamInstanceProfileAssociation?.AssociationId;
    await client.send(new ec2.DisassociateIamInstanceProfileCommand({ AssociationId: other }));
    expect(await list()).toEqual([]);
  });

  test('have types that are offered', async () => {
    const Filters = [{ Name: 'instance-type', Values: ['m5.large'] }];
    const { InstanceTypeOfferings } = await client.send(
      new ec2.DescribeInstanceTypeOfferingsCommand({ Filters }),
    );
    expect(InstanceTypeOfferings).toEqual([
      { InstanceType: 'm5.large', LocationType: 'region', Location: 'us-east-1' },
    ]);
    const types = await client.send(new ec2.DescribeInstanceTypesCommand({ InstanceTypes: ['m5.large'] }));
    expect(types.InstanceTypes?.[0]?.NetworkInfo).toMatchObject({
      MaximumNetworkInterfaces: 3,
      Ipv4AddressesPerInterface: 10,
    });
  });
});

test('images are listed and read', async () => {
  const Filters = [{ Name: 'name', Values: ['al2023-ami-*-x86_64'] }];
  const { Images } = await client.send(new ec2.DescribeImagesCommand({ Owners: ['amazon'], Filters }));
  expect(Images).toHaveLength(1);
  const read = { ImageId: Images?.[0]?.ImageId, Attribute: 'launchPermission' } as const;
  const { LaunchPermissions } = await client.send(new ec2.DescribeImageAttributeCommand(read));
  expect(LaunchPermissions).toEqual([{ Group: 'all' }]);
});

test('key pairs are made, imported, listed and deleted', async () => {
  const made = await client.send(new ec2.CreateKeyPairCommand({ KeyName: 'made', KeyType: 'ed25519' }));
  expect(made.KeyMaterial).toContain('OPENSSH PRIVATE KEY');
  const { publicKey } = generateKeyPairSync('ed25519');
  const line = opensshLine(publicKey, 'imported');
  const imported = await client.send(
    new ec2.ImportKeyPairCommand({ KeyName: 'imported', PublicKeyMaterial: Buffer.from(line) }),
  );
  const list = () => client.send(new ec2.DescribeKeyPairsCommand({ IncludePublicKey: true }));
  expect((await list()).KeyPairs).toMatchObject([
    { KeyPairId: made.KeyPairId, KeyFingerprint: made.KeyFingerprint },
    { KeyPairId: imported.KeyPairId, PublicKey: line, CreateTime: expect.any(Date) },
  ]);
  const { Return } = await client.send(new ec2.DeleteKeyPairCommand({ KeyName: 'made' }));
  expect(Return).toBe(true);
  expect((await list()).KeyPairs).toHaveLength(1);
});

test('flow logs are made, listed and deleted', async () => {
  const { Vpcs } = await client.send(new ec2.DescribeVpcsCommand({}));
  const { FlowLogIds, Unsuccessful } = await client.send(
    new ec2.CreateFlowLogsCommand({
      ResourceType: 'VPC',
      ResourceIds: [Vpcs?.[0]?.VpcId ?? '', 'vpc-01234567'],
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: 'arn:aws:s3:::bucket',
      DestinationOptions: { FileFormat: 'parquet' },
    }),
  );
  expect(Unsuccessful).toMatchObject([
    { ResourceId: 'vpc-01234567', Error: { Code: 'InvalidVpcID.NotFound' } },
  ]);
  const { FlowLogs } = await client.send(new ec2.DescribeFlowLogsCommand({ FlowLogIds }));
  expect(FlowLogs).toMatchObject([
    {
      FlowLogStatus: 'ACTIVE',
      MaxAggregationInterval: 600,
      DestinationOptions: { FileFormat: 'parquet', HiveCompatiblePartitions: false },
    },
  ]);
  const gone = await client.send(new ec2.DeleteFlowLogsCommand({ FlowLogIds }));
  expect(gone.Unsuccessful).toEqual([]);
});

test('groups of VPCs, their references and stale rules are told', async () => {
  const { Vpcs } = await client.send(new ec2.DescribeVpcsCommand({}));
  const VpcId = Vpcs?.[0]?.VpcId;
  const { SecurityGroupForVpcs } = await client.send(new ec2.GetSecurityGroupsForVpcCommand({ VpcId }));
  expect(SecurityGroupForVpcs).toMatchObject([{ GroupName: 'default', PrimaryVpcId: VpcId, Tags: [] }]);
  const GroupId = [SecurityGroupForVpcs?.[0]?.GroupId ?? ''];
  const references = await client.send(new ec2.DescribeSecurityGroupReferencesCommand({ GroupId }));
  expect(references.SecurityGroupReferenceSet).toEqual([]);
  const stale = await client.send(new ec2.DescribeStaleSecurityGroupsCommand({ VpcId }));
  expect(stale.StaleSecurityGroupSet).toEqual([]);
});
