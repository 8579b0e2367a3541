/** CIDR reservations of subnets, and default subnets. */
import { describe, expect, test } from 'vitest';
import { codeOf, testCaller } from '../../testCall.ts';
import { runInstances } from '../instance/runInstances.ts';
import { deleteInternetGateway } from '../routing/deleteInternetGateway.ts';
import { describeInternetGateways } from '../routing/describeInternetGateways.ts';
import { detachInternetGateway } from '../routing/detachInternetGateway.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { deleteVpc } from '../vpc/deleteVpc.ts';
import { createDefaultSubnet } from './createDefaultSubnet.ts';
import { createSubnet } from './createSubnet.ts';
import { createSubnetCidrReservation } from './createSubnetCidrReservation.ts';
import { deleteSubnet } from './deleteSubnet.ts';
import { deleteSubnetCidrReservation } from './deleteSubnetCidrReservation.ts';
import { describeSubnets } from './describeSubnets.ts';
import { getSubnetCidrReservations } from './getSubnetCidrReservations.ts';

async function fixture(CidrBlock = '10.0.0.0/24') {
  const caller = await testCaller();
  const { Vpc } = caller.run(createVpc, { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true });
  const Ipv6CidrBlock = Vpc?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock?.replace('/56', '/64') ?? '';
  const subnet = caller.run(createSubnet, { VpcId: Vpc?.VpcId, CidrBlock, Ipv6CidrBlock }).Subnet;
  const SubnetId = subnet?.SubnetId ?? '';
  const reserve = (Cidr: string, ReservationType = 'explicit', more = {}) =>
    caller.run(createSubnetCidrReservation, {
      SubnetId,
      Cidr,
      ReservationType: ReservationType as 'explicit',
      ...more,
    }).SubnetCidrReservation;
  const got = (input = {}) => caller.run(getSubnetCidrReservations, { SubnetId, ...input });
  return { caller, SubnetId, Ipv6CidrBlock, reserve, got };
}

describe('a CIDR reservation', () => {
  test('is shown by its kind of address, found by type and tag, and goes', async () => {
    const { caller, SubnetId, Ipv6CidrBlock, reserve, got } = await fixture();
    const Tags = [{ Key: 'for', Value: 'pods' }];
    const TagSpecifications = [{ ResourceType: 'subnet-cidr-reservation', Tags }];
    const v4 = reserve('10.0.0.17/28', 'prefix', { Description: 'pods', TagSpecifications });
    expect(v4).toEqual({
      SubnetCidrReservationId: expect.stringMatching(/^scr-[0-9a-f]{17}$/),
      SubnetId,
      Cidr: '10.0.0.16/28',
      ReservationType: 'prefix',
      OwnerId: '111122223333',
      Description: 'pods',
      Tags,
    });
    const v6 = reserve(Ipv6CidrBlock.replace('/64', '/80'));
    expect(got()).toMatchObject({ SubnetIpv4CidrReservations: [v4], SubnetIpv6CidrReservations: [v6] });
    const filtered = (Name: string, value: string) => got({ Filters: [{ Name, Values: [value] }] });
    expect(filtered('reservationType', 'explicit')).toMatchObject({
      SubnetIpv4CidrReservations: [],
      SubnetIpv6CidrReservations: [v6],
    });
    expect(filtered('tag:for', 'pods').SubnetIpv4CidrReservations).toEqual([v4]);
    const { SubnetCidrReservationId } = v4 ?? {};
    const remove = () => caller.run(deleteSubnetCidrReservation, { SubnetCidrReservationId });
    expect(remove().DeletedSubnetCidrReservation).toEqual(v4);
    expect(codeOf(remove)).toBe('InvalidSubnetCidrReservationID.NotFound');
    expect(codeOf(() => caller.run(deleteSubnet, { SubnetId }))).toBe('no error');
    expect(caller.state.snapshot.subnetCidrReservations.size).toBe(0);
  });

  test.each([
    ['10.0.1.0/28', 'explicit', 'InvalidParameterValue'],
    ['x', 'explicit', 'InvalidParameterValue'],
    ['2001:db8::/80', 'explicit', 'InvalidParameterValue'],
    ['10.0.0.32/28', 'shared', 'InvalidParameterValue'],
    ['10.0.0.64/27', 'explicit', 'InvalidParameterValue'],
    ['10.0.0.96/27', 'explicit', 'no error'],
  ])('of %s, %s: %s', async (Cidr, type, code) => {
    const { reserve } = await fixture();
    reserve('10.0.0.64/28');
    expect(codeOf(() => reserve(Cidr, type))).toBe(code);
  });

  test('keeps its addresses from all who do not name them', async () => {
    const { caller, SubnetId, reserve } = await fixture('10.0.0.0/28');
    reserve('10.0.0.8/29');
    const run = (more = {}) =>
      caller.run(runInstances, { ImageId: 'ami-1', MinCount: 1, MaxCount: 1, SubnetId, ...more });
    const given = [run(), run(), run(), run()].map((made) => made.Instances?.[0]?.PrivateIpAddress).sort();
    expect(given).toEqual(['10.0.0.4', '10.0.0.5', '10.0.0.6', '10.0.0.7']);
    expect(codeOf(run)).toBe('InsufficientFreeAddressesInSubnet');
    expect(codeOf(() => run({ PrivateIpAddress: '10.0.0.9' }))).toBe('no error');
  });
});

describe('CreateDefaultSubnet', () => {
  test('brings back the subnet of a zone, by name or id, in the first free /20', async () => {
    const { caller } = await fixture();
    const Filters = [{ Name: 'default-for-az', Values: ['true'] }];
    const [first, second] = caller.run(describeSubnets, { Filters }).Subnets ?? [];
    const AvailabilityZone = first?.AvailabilityZone;
    const create = (input: object) => caller.run(createDefaultSubnet, input).Subnet;
    expect(() => create({ AvailabilityZone })).toThrow(
      `'${first?.SubnetId}' is already the default subnet in ${AvailabilityZone}.`,
    );
    for (const { SubnetId } of [first ?? {}, second ?? {}]) caller.run(deleteSubnet, { SubnetId });
    expect(create({ AvailabilityZoneId: second?.AvailabilityZoneId })).toMatchObject({
      CidrBlock: '172.31.0.0/20',
      AvailabilityZone: second?.AvailabilityZone,
      DefaultForAz: true,
      MapPublicIpOnLaunch: true,
    });
    expect(create({ AvailabilityZone })?.CidrBlock).toBe('172.31.16.0/20');
    expect(codeOf(() => create({}))).toBe('MissingParameter');
    expect(codeOf(() => create({ AvailabilityZone: 'x' }))).toBe('InvalidParameterValue');
  });

  test('needs a default VPC', async () => {
    const { caller } = await fixture();
    const subnets = caller.run(describeSubnets, { Filters: [{ Name: 'default-for-az', Values: ['true'] }] });
    for (const { SubnetId } of subnets.Subnets ?? []) caller.run(deleteSubnet, { SubnetId });
    const gateway = caller.run(describeInternetGateways, {}).InternetGateways?.[0];
    const InternetGatewayId = gateway?.InternetGatewayId;
    const VpcId = gateway?.Attachments?.[0]?.VpcId;
    caller.run(detachInternetGateway, { InternetGatewayId, VpcId });
    caller.run(deleteInternetGateway, { InternetGatewayId });
    caller.run(deleteVpc, { VpcId });
    expect(() => caller.run(createDefaultSubnet, { AvailabilityZone: 'us-east-1a' })).toThrow(
      'No default VPC exists for this account in this region.',
    );
  });
});
