/** IPv6 blocks of subnets, and the attributes that need one. */
import { describe, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { parseIpv6, parseIpv6Cidr } from '../../../base/ipv6.ts';
import { codeOf, testCaller } from '../../testCall.ts';
import { runInstances } from '../instance/runInstances.ts';
import { createNetworkInterface } from '../interface/createNetworkInterface.ts';
import { deleteNetworkInterface } from '../interface/deleteNetworkInterface.ts';
import { unassignIpv6Addresses } from '../interface/unassignIpv6Addresses.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { associateSubnetCidrBlock } from './associateSubnetCidrBlock.ts';
import { createSubnet } from './createSubnet.ts';
import { createSubnetCidrReservation } from './createSubnetCidrReservation.ts';
import { describeSubnets } from './describeSubnets.ts';
import { disassociateSubnetCidrBlock } from './disassociateSubnetCidrBlock.ts';
import { modifySubnetAttribute } from './modifySubnetAttribute.ts';

async function fixture() {
  const caller = await testCaller();
  const { Vpc } = caller.run(createVpc, { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true });
  const block = Vpc?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? '';
  /** The `nth` /64 of the VPC's block. */
  const part = (nth: string) => block.replace(/00::\/56$/, `${nth}::/64`);
  const create = (third: number, Ipv6CidrBlock?: string) =>
    caller.run(createSubnet, { VpcId: Vpc?.VpcId, CidrBlock: `10.0.${third}.0/24`, Ipv6CidrBlock }).Subnet;
  const shown = (id: string | undefined) =>
    caller.run(describeSubnets, { SubnetIds: [id ?? ''] }).Subnets?.[0];
  return { caller, block, part, create, shown };
}

describe('an IPv6 block', () => {
  test('comes with the subnet, inside the VPC’s, beside the others', async () => {
    const { block, part, create, shown } = await fixture();
    const subnet = create(1, part('01'));
    expect(shown(subnet?.SubnetId)?.Ipv6CidrBlockAssociationSet).toEqual([
      {
        AssociationId: expect.stringMatching(/^subnet-cidr-assoc-[0-9a-f]{17}$/),
        Ipv6CidrBlock: part('01'),
        Ipv6CidrBlockState: { State: 'associated' },
        Ipv6AddressAttribute: 'public',
        IpSource: 'amazon',
      },
    ]);
    expect(codeOf(() => create(2, part('01')))).toBe('InvalidSubnet.Conflict');
    expect(codeOf(() => create(2, block))).toBe('InvalidSubnet.Conflict');
    expect(codeOf(() => create(2, '2001:db8::/64'))).toBe('InvalidSubnet.Range');
    expect(codeOf(() => create(2, part('02').replace('/64', '/62')))).toBe('InvalidParameterValue');
    expect(codeOf(() => create(2, 'x'))).toBe('InvalidParameterValue');
    expect(codeOf(() => create(2, part('02')))).toBe('no error');
  });

  test('comes later, once, and goes again; filters know it', async () => {
    const { caller, part, create, shown } = await fixture();
    const SubnetId = create(1)?.SubnetId;
    const associate = () => caller.run(associateSubnetCidrBlock, { SubnetId, Ipv6CidrBlock: part('0a') });
    const made = associate().Ipv6CidrBlockAssociation;
    expect(made).toMatchObject({ Ipv6CidrBlock: part('0a'), Ipv6CidrBlockState: { State: 'associating' } });
    expect(codeOf(associate)).toBe('CidrLimitExceeded');
    const found = (name: string, value: string | undefined) =>
      caller.run(describeSubnets, {
        Filters: [{ Name: `ipv6-cidr-block-association.${name}`, Values: [value ?? ''] }],
      }).Subnets;
    expect(found('ipv6-cidr-block', made?.Ipv6CidrBlock)).toHaveLength(1);
    expect(found('association-id', made?.AssociationId)).toHaveLength(1);
    expect(found('state', 'associated')).toHaveLength(1);
    const { AssociationId } = made ?? {};
    const gone = caller.run(disassociateSubnetCidrBlock, { AssociationId });
    expect(gone).toMatchObject({
      SubnetId,
      Ipv6CidrBlockAssociation: { Ipv6CidrBlockState: { State: 'disassociating' } },
    });
    expect(shown(SubnetId)?.Ipv6CidrBlockAssociationSet).toEqual([]);
    expect(() => caller.run(disassociateSubnetCidrBlock, { AssociationId })).toThrow(
      `The subnet CIDR block with association ID '${AssociationId}' does not exist`,
    );
  });

  test('is needed for what speaks of IPv6, and stays while interfaces are to have its addresses', async () => {
    const { caller, part, create, shown } = await fixture();
    const [SubnetId, without] = [create(1, part('01'))?.SubnetId, create(2)?.SubnetId];
    const AssociationId = shown(SubnetId)?.Ipv6CidrBlockAssociationSet?.[0]?.AssociationId;
    const on = (name: string, id = SubnetId) =>
      codeOf(() => caller.run(modifySubnetAttribute, { SubnetId: id, [name]: { Value: true } }));
    for (const name of [
      'AssignIpv6AddressOnCreation',
      'EnableDns64',
      'EnableResourceNameDnsAAAARecordOnLaunch',
    ]) {
      expect(on(name)).toBe('no error');
      expect(on(name, without)).toBe('InvalidParameterValue');
    }
    expect(on('EnableResourceNameDnsARecordOnLaunch', without)).toBe('no error');
    const type = { PrivateDnsHostnameTypeOnLaunch: 'resource-name' as const };
    caller.run(modifySubnetAttribute, { SubnetId, ...type });
    expect(shown(SubnetId)).toMatchObject({
      AssignIpv6AddressOnCreation: true,
      EnableDns64: true,
      PrivateDnsNameOptionsOnLaunch: {
        HostnameType: 'resource-name',
        EnableResourceNameDnsARecord: false,
        EnableResourceNameDnsAAAARecord: true,
      },
    });
    const disassociate = () => caller.run(disassociateSubnetCidrBlock, { AssociationId });
    expect(disassociate).toThrow(
      `The subnet IPv6 CIDR block with association ID ${AssociationId} may not be disassociated, because its subnet has assign-ipv6-address-on-creation set to true.`,
    );
    caller.run(modifySubnetAttribute, { SubnetId, AssignIpv6AddressOnCreation: { Value: false } });
    expect(codeOf(disassociate)).toBe('no error');
  });
});

test('a block stays while interfaces have addresses of it, and none of those reserved', async () => {
  const { caller, part, create, shown } = await fixture();
  const SubnetId = create(1, part('01'))?.SubnetId ?? '';
  const AssociationId = shown(SubnetId)?.Ipv6CidrBlockAssociationSet?.[0]?.AssociationId;
  // All but the upper half of the block.
  const Cidr = part('01').replace('/64', '/65');
  caller.run(createSubnetCidrReservation, { SubnetId, Cidr, ReservationType: 'explicit' });
  const upper = known(parseIpv6Cidr(Cidr), 'a block').base + (1n << 63n);
  for (let count = 0; count < 8; count++) {
    const made = caller.run(createNetworkInterface, { SubnetId, Ipv6AddressCount: 1 }).NetworkInterface;
    const address = parseIpv6(made?.Ipv6Addresses?.[0]?.Ipv6Address ?? '') ?? 0n;
    expect(address >= upper).toBe(true);
    const NetworkInterfaceId = made?.NetworkInterfaceId;
    expect(codeOf(() => caller.run(disassociateSubnetCidrBlock, { AssociationId }))).toBe(
      'InvalidCidrBlock.InUse',
    );
    caller.run(deleteNetworkInterface, { NetworkInterfaceId });
  }
  expect(codeOf(() => caller.run(disassociateSubnetCidrBlock, { AssociationId }))).toBe('no error');
});

test('a subnet of IPv6 alone has no IPv4 address to give', async () => {
  const { caller, part, create, shown } = await fixture();
  const { VpcId } = create(1) ?? {};
  const native = caller.run(createSubnet, { VpcId, Ipv6Native: true, Ipv6CidrBlock: part('01') }).Subnet;
  expect(shown(native?.SubnetId)).toMatchObject({
    Ipv6Native: true,
    AssignIpv6AddressOnCreation: true,
    AvailableIpAddressCount: 0,
    State: 'available',
  });
  expect(shown(native?.SubnetId)?.CidrBlock).toBeUndefined();
  const Filters = [{ Name: 'ipv6-native', Values: ['true'] }];
  expect(caller.run(describeSubnets, { Filters }).Subnets).toHaveLength(1);
  const launch = { ImageId: 'ami-1', MinCount: 1, MaxCount: 1, SubnetId: native?.SubnetId };
  expect(codeOf(() => caller.run(runInstances, { ...launch, PrivateIpAddress: '10.0.1.9' }))).toBe(
    'InvalidParameterValue',
  );
  const [instance] = caller.run(runInstances, launch).Instances ?? [];
  const [own] = instance?.NetworkInterfaces ?? [];
  expect(instance?.PrivateIpAddress).toBeUndefined();
  expect(instance?.PrivateDnsName).toBe(`${instance?.InstanceId}.ec2.internal`);
  expect(own).toMatchObject({ PrivateIpAddresses: [], Ipv6Addresses: [{ Ipv6Address: expect.anything() }] });
  const gone = {
    NetworkInterfaceId: own?.NetworkInterfaceId,
    Ipv6Addresses: [own?.Ipv6Addresses?.[0]?.Ipv6Address ?? ''],
  };
  expect(codeOf(() => caller.run(unassignIpv6Addresses, gone))).toBe('InvalidParameterValue');
  const AssociationId = shown(native?.SubnetId)?.Ipv6CidrBlockAssociationSet?.[0]?.AssociationId;
  const off = { SubnetId: native?.SubnetId, AssignIpv6AddressOnCreation: { Value: false } };
  caller.run(modifySubnetAttribute, off);
  expect(codeOf(() => caller.run(disassociateSubnetCidrBlock, { AssociationId }))).toBe(
    'InvalidCidrBlock.InUse',
  );
  expect(codeOf(() => create(2))).toBe('no error');
});
