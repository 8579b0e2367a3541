/** A VPC with subnets, groups, ACLs and instances. */
import type { Laboratory } from './laboratory.ts';
import { ACCOUNTS, type Places, type SubnetPlace, type VpcPlace, ZONE_IDS } from './places.ts';
import { randomEntry, randomPermission } from './randomRules.ts';

/** The first most often: overlapping VPCs are what the fabric is for. */
const BLOCKS = [
  '10.0.0.0/16',
  '10.0.0.0/16',
  '10.0.0.0/20',
  '10.1.0.0/16',
  '10.2.0.0/16',
  '172.16.0.0/20',
] as const;

/** Groups that let everything in: else hardly a packet would get through the five or more on its way. */
const OPEN = 0.6;

export interface VpcSizes {
  readonly groups: number;
  readonly instances: number;
}

export function makeVpc(laboratory: Laboratory, places: Places, sizes: VpcSizes): void {
  const { chance } = laboratory;
  const account = chance.pick(ACCOUNTS) ?? ACCOUNTS[0];
  const block = chance.pick(BLOCKS) ?? BLOCKS[0];
  const id = laboratory.call(account, 'CreateVpc', { CidrBlock: block })?.Vpc?.VpcId;
  if (!id) return;
  const subnets = makeSubnets(laboratory, account, id, block);
  const own = [...laboratory.snapshot.securityGroups.by('vpc', id)].map((group) => group.id);
  const vpc: VpcPlace = { account, id, block, subnets, groupIds: own };
  places.vpcs.push(vpc);
  for (let count = 0; count < sizes.instances; count++) launch(laboratory, vpc);
  for (let count = 0; count < sizes.groups; count++) makeGroup(laboratory, vpc);
  for (let count = 0; count < sizes.instances; count++) launch(laboratory, vpc);
  if (chance.is(0.3)) makeAcl(laboratory, vpc);
}

function makeSubnets(laboratory: Laboratory, account: string, VpcId: string, block: string): SubnetPlace[] {
  const [a, b] = block.split('.');
  return ZONE_IDS.flatMap((zoneId, index) => {
    const CidrBlock = `${a}.${b}.${index}.0/24`;
    const made = laboratory.call(account, 'CreateSubnet', { VpcId, CidrBlock, AvailabilityZoneId: zoneId });
    const id = made?.Subnet?.SubnetId;
    return id ? [{ id, block: CidrBlock, zoneId }] : [];
  });
}

export function makeGroup(laboratory: Laboratory, vpc: VpcPlace): void {
  const { chance } = laboratory;
  const named = { VpcId: vpc.id, GroupName: `g-${chance.random.hex(8)}`, Description: 'group' };
  const GroupId = laboratory.call(vpc.account, 'CreateSecurityGroup', named)?.GroupId;
  if (!GroupId) return;
  vpc.groupIds.push(GroupId);
  const open = { GroupId, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] };
  if (chance.is(OPEN)) laboratory.call(vpc.account, 'AuthorizeSecurityGroupIngress', open);
  for (let count = chance.between(0, 3); count > 0; count--) addRule(laboratory, vpc, GroupId, 'Ingress');
  if (chance.is(0.65)) return;
  const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  laboratory.call(vpc.account, 'RevokeSecurityGroupEgress', { GroupId, IpPermissions });
  for (let count = chance.between(0, 3); count > 0; count--) addRule(laboratory, vpc, GroupId, 'Egress');
}

export function addRule(
  laboratory: Laboratory,
  vpc: VpcPlace,
  GroupId: string,
  direction: 'Ingress' | 'Egress',
): void {
  const IpPermissions = [randomPermission(laboratory, vpc)];
  laboratory.call(vpc.account, `AuthorizeSecurityGroup${direction}`, { GroupId, IpPermissions });
}

/** An instance in one or two groups, now and then with further addresses, or as one that passes packets on. */
export function launch(laboratory: Laboratory, vpc: VpcPlace): void {
  const { chance } = laboratory;
  if (vpc.groupIds.length === 0) return;
  const SecurityGroupIds = [...new Set([chance.pick(vpc.groupIds), chance.pick(vpc.groupIds)])];
  const image = { ImageId: 'ami-00000000000000000', MinCount: 1, MaxCount: 1 };
  const place = { SubnetId: chance.pick(vpc.subnets)?.id, SecurityGroupIds };
  const made = laboratory.call(vpc.account, 'RunInstances', { ...image, ...place })?.Instances?.[0];
  const NetworkInterfaceId = made?.NetworkInterfaces?.[0]?.NetworkInterfaceId;
  if (!NetworkInterfaceId) return;
  if (chance.is(0.2)) {
    const more = { NetworkInterfaceId, SecondaryPrivateIpAddressCount: 1 };
    laboratory.call(vpc.account, 'AssignPrivateIpAddresses', more);
  }
  if (chance.is(0.1)) {
    const unchecked = { NetworkInterfaceId, SourceDestCheck: { Value: false } };
    laboratory.call(vpc.account, 'ModifyNetworkInterfaceAttribute', unchecked);
  }
}

/** An ACL of a few entries, for one of the subnets. */
export function makeAcl(laboratory: Laboratory, vpc: VpcPlace): void {
  const { chance } = laboratory;
  const NetworkAclId = laboratory.call(vpc.account, 'CreateNetworkAcl', { VpcId: vpc.id })?.NetworkAcl
    ?.NetworkAclId;
  const subnet = chance.pick(vpc.subnets);
  if (!NetworkAclId || !subnet) return;
  for (const Egress of [true, false]) {
    for (let count = chance.between(1, 3); count > 0; count--)
      addEntry(laboratory, vpc, NetworkAclId, Egress, 0.7);
    const last = {
      NetworkAclId,
      Egress,
      RuleNumber: 1000,
      Protocol: '-1',
      RuleAction: 'allow',
      CidrBlock: '0.0.0.0/0',
    };
    if (chance.is(0.7)) laboratory.call(vpc.account, 'CreateNetworkAclEntry', last);
  }
  const acls = laboratory.call(vpc.account, 'DescribeNetworkAcls', {
    Filters: [{ Name: 'association.subnet-id', Values: [subnet.id] }],
  });
  const associations: { SubnetId: string; NetworkAclAssociationId: string }[] =
    acls?.NetworkAcls?.[0]?.Associations ?? [];
  const AssociationId = associations.find(({ SubnetId }) => SubnetId === subnet.id)?.NetworkAclAssociationId;
  laboratory.call(vpc.account, 'ReplaceNetworkAclAssociation', { AssociationId, NetworkAclId });
}

export function addEntry(
  laboratory: Laboratory,
  vpc: VpcPlace,
  NetworkAclId: string,
  Egress: boolean,
  allow: number,
): void {
  const RuleNumber = laboratory.chance.between(1, 900);
  const entry = { NetworkAclId, Egress, RuleNumber, ...randomEntry(laboratory, vpc, allow) };
  laboratory.call(vpc.account, 'CreateNetworkAclEntry', entry);
}
