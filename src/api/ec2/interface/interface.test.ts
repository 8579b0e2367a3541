/** Network interfaces: an instance's own, and those that an endpoint or a load balancer brings. */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../base/random.ts';
import type { InterfaceOwner } from '../../../resources/networkInterface.ts';
import { findZone } from '../../../resources/zones.ts';
import { createInterface } from '../../../state/interfaces.ts';
import { codeOf, TEST_ACCOUNT, TEST_REGION, testCaller } from '../../testCall.ts';
import { runInstances } from '../instance/runInstances.ts';
import { createSecurityGroup } from '../securityGroup/createSecurityGroup.ts';
import { deleteNetworkInterface } from './deleteNetworkInterface.ts';
import { describeNetworkInterfaces } from './describeNetworkInterfaces.ts';
import { detachNetworkInterface } from './detachNetworkInterface.ts';
import { modifyNetworkInterfaceAttribute } from './modifyNetworkInterfaceAttribute.ts';

async function fixture() {
  const caller = await testCaller();
  const { Instances } = caller.run(runInstances, {
    ImageId: 'ami-1',
    MinCount: 1,
    MaxCount: 1,
    PrivateIpAddress: '172.31.0.10',
  });
  const instance = Instances?.[0];
  const managed = (owner: InterfaceOwner, interfaceType: 'vpc_endpoint' | 'network_load_balancer') =>
    caller.change((tx) => {
      const subnet = tx.subnets.get(instance?.SubnetId ?? '');
      if (!subnet) throw new Error('the instance has a subnet');
      const description = `${owner.kind} interface`;
      const [random, now] = [seededRandom(7), new Date(0)];
      return createInterface(tx, {
        subnet,
        interfaceType,
        description,
        groupIds: [],
        requesterManaged: true,
        owner,
        now,
        random,
      });
    });
  const describe = (input: object) => caller.run(describeNetworkInterfaces, input).NetworkInterfaces ?? [];
  return { caller, instance, managed, describe };
}

describe('an instance’s interface', () => {
  test('is shown with its address, attachment and groups', async () => {
    const { describe, instance } = await fixture();
    // The default VPC's subnets give public addresses at launch.
    const Association = {
      IpOwnerId: 'amazon',
      PublicIp: expect.stringMatching(/^198\.18\.\d+\.\d+$/),
      PublicDnsName: expect.stringMatching(/^ec2-198-18-\d+-\d+\.compute-1\.amazonaws\.com$/),
    };
    expect(describe({})).toEqual([
      {
        NetworkInterfaceId: expect.stringMatching(/^eni-[0-9a-f]{17}$/),
        VpcId: instance?.VpcId,
        SubnetId: instance?.SubnetId,
        AvailabilityZone: findZone({ accountId: TEST_ACCOUNT, region: TEST_REGION }, 'use1-az1')?.name,
        AvailabilityZoneId: 'use1-az1',
        Description: '',
        OwnerId: '111122223333',
        RequesterManaged: false,
        Status: 'in-use',
        InterfaceType: 'interface',
        MacAddress: expect.stringMatching(/^02(:[0-9a-f]{2}){5}$/),
        PrivateIpAddress: '172.31.0.10',
        PrivateDnsName: 'ip-172-31-0-10.ec2.internal',
        PrivateIpAddresses: [
          {
            Primary: true,
            PrivateIpAddress: '172.31.0.10',
            PrivateDnsName: 'ip-172-31-0-10.ec2.internal',
            Association,
          },
        ],
        Association,
        SourceDestCheck: true,
        Groups: [{ GroupId: expect.stringMatching(/^sg-/), GroupName: 'default' }],
        Attachment: {
          AttachmentId: expect.stringMatching(/^eni-attach-/),
          AttachTime: expect.any(Date),
          DeleteOnTermination: true,
          DeviceIndex: 0,
          NetworkCardIndex: 0,
          InstanceId: instance?.InstanceId,
          InstanceOwnerId: '111122223333',
          Status: 'attaching',
        },
        Ipv6Addresses: [],
        Operator: { Managed: false },
        TagSet: [],
      },
    ]);
  });

  test('takes other groups of its VPC, and a description', async () => {
    const { caller, describe } = await fixture();
    const NetworkInterfaceId = describe({})[0]?.NetworkInterfaceId ?? '';
    const { GroupId = '' } = caller.run(createSecurityGroup, { GroupName: 'web', Description: 'x' });
    caller.run(modifyNetworkInterfaceAttribute, { NetworkInterfaceId, Groups: [GroupId] });
    caller.run(modifyNetworkInterfaceAttribute, { NetworkInterfaceId, Description: { Value: 'mine' } });
    expect(describe({})).toMatchObject([{ Groups: [{ GroupId, GroupName: 'web' }], Description: 'mine' }]);
  });

  test('refuses to be changed in ways it cannot, deleted or detached', async () => {
    const { caller, describe } = await fixture();
    const shown = describe({})[0];
    const NetworkInterfaceId = shown?.NetworkInterfaceId ?? '';
    const modify = (input: object) =>
      codeOf(() => caller.run(modifyNetworkInterfaceAttribute, { NetworkInterfaceId, ...input }));
    expect(modify({ Groups: [] })).toBe('InvalidParameterValue');
    expect(modify({ Groups: ['sg-01234567'] })).toBe('InvalidGroup.NotFound');
    expect(modify({})).toBe('InvalidParameterCombination');
    expect(modify({ EnablePrimaryIpv6: true })).toBe('UnsupportedOperation');
    expect(() => caller.run(deleteNetworkInterface, { NetworkInterfaceId })).toThrow(
      `Network interface '${NetworkInterfaceId}' is currently in use.`,
    );
    const { AttachmentId = '' } = shown?.Attachment ?? {};
    expect(codeOf(() => caller.run(detachNetworkInterface, { AttachmentId }))).toBe('OperationNotPermitted');
  });

  test('carries six groups no more', async () => {
    const { caller, describe } = await fixture();
    const NetworkInterfaceId = describe({})[0]?.NetworkInterfaceId ?? '';
    const Groups = Array.from(
      { length: 6 },
      (_, at) => caller.run(createSecurityGroup, { GroupName: `g${at}`, Description: 'x' }).GroupId ?? '',
    );
    const modify = (some: string[]) =>
      codeOf(() => caller.run(modifyNetworkInterfaceAttribute, { NetworkInterfaceId, Groups: some }));
    expect(modify(Groups)).toBe('SecurityGroupsPerInterfaceLimitExceeded');
    expect(modify(Groups.slice(1))).toBe('no error');
  });
});

describe('a managed interface', () => {
  test('of an endpoint is attached by AWS and may not be touched', async () => {
    const { caller, describe, managed } = await fixture();
    const { id } = managed({ kind: 'endpoint', endpointId: 'vpce-01234567' }, 'vpc_endpoint');
    const shown = describe({ NetworkInterfaceIds: [id] })[0];
    expect(shown).toMatchObject({
      InterfaceType: 'vpc_endpoint',
      RequesterManaged: true,
      Status: 'in-use',
      Attachment: {
        DeviceIndex: 1,
        InstanceOwnerId: 'amazon-aws',
        DeleteOnTermination: false,
        Status: 'attached',
      },
    });
    const { AttachmentId = '' } = shown?.Attachment ?? {};
    expect(AttachmentId).toMatch(/^ela-attach-/);
    const codes = [
      codeOf(() => caller.run(deleteNetworkInterface, { NetworkInterfaceId: id })),
      codeOf(() => caller.run(detachNetworkInterface, { AttachmentId })),
      codeOf(() => caller.run(modifyNetworkInterfaceAttribute, { NetworkInterfaceId: id, Groups: [] })),
    ];
    expect(codes).toEqual(['OperationNotPermitted', 'OperationNotPermitted', 'OperationNotPermitted']);
  });

  test('is told apart by filters', async () => {
    const { describe, instance, managed } = await fixture();
    const node = managed({ kind: 'loadBalancer', loadBalancerArn: 'arn:x' }, 'network_load_balancer');
    const own = describe({ Filters: [{ Name: 'attachment.instance-id', Values: [instance?.InstanceId] }] });
    const idsBy = (Name: string, value: unknown) =>
      describe({ Filters: [{ Name, Values: [value] }] }).map(({ NetworkInterfaceId }) => NetworkInterfaceId);
    const ownId = own[0]?.NetworkInterfaceId;
    expect(own).toHaveLength(1);
    expect(idsBy('interface-type', 'network_load_balancer')).toEqual([node.id]);
    expect(idsBy('requester-managed', 'true')).toEqual([node.id]);
    expect(idsBy('requester-id', 'amazon-elb')).toEqual([node.id]);
    expect(idsBy('description', 'loadBalancer*')).toEqual([node.id]);
    expect(idsBy('private-ip-address', '172.31.0.10')).toEqual([ownId]);
    expect(idsBy('addresses.private-ip-address', '172.31.0.10')).toEqual([ownId]);
    expect(idsBy('group-name', 'default')).toEqual([ownId]);
    expect(idsBy('mac-address', own[0]?.MacAddress)).toEqual([ownId]);
    expect(idsBy('subnet-id', instance?.SubnetId)).toHaveLength(2);
    expect(idsBy('vpc-id', instance?.VpcId)).toHaveLength(2);
    expect(idsBy('status', 'available')).toEqual([]);
  });
});

test('an unknown interface is refused', async () => {
  const { describe } = await fixture();
  expect(codeOf(() => describe({ NetworkInterfaceIds: ['eni-01234567'] }))).toBe(
    'InvalidNetworkInterfaceID.NotFound',
  );
  expect(codeOf(() => describe({ NetworkInterfaceIds: ['eni-1'] }))).toBe(
    'InvalidNetworkInterfaceId.Malformed',
  );
});
