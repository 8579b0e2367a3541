/** What every new VPC has from the start: a main route table, a default ACL and a default security group. */
import type { Random } from '../../base/random.ts';
import type { AccountId, RegionName, Resource } from '../../resources/identity.ts';
import { instanceDnsDomain } from '../../resources/names.ts';
import type { NetworkAclEntry, RouteTable, Vpc } from '../../resources/network.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../resources/securityGroup.ts';
import { ipv6Blocks } from '../../resources/vpcBlocks.ts';
import type { Transaction } from '../../state/tables.ts';

/** Whose a new resource is, and what it needs to be made; a `Call` is one. */
export interface Maker {
  readonly tx: Transaction;
  readonly accountId: AccountId;
  readonly region: RegionName;
  readonly random: Random;
  readonly now: Date;
}

const EVERY_IPV6 = { cidrIpv6: '::/0' } as const;

/** AWS lets everything through the default ACL. */
const DEFAULT_ENTRIES = openEntries(100, '0.0.0.0/0');
const IPV6_ENTRIES = openEntries(101, '::/0');

function openEntries(ruleNumber: number, cidr: string): readonly NetworkAclEntry[] {
  const open = { ruleNumber, cidr, ruleAction: 'allow' as const, protocol: '-1' };
  return [true, false].map((egress) => ({ ...open, egress }));
}

/** Members that all rows share, with a new id of that prefix. */
export function newResource(maker: Maker, prefix: string): Resource {
  return {
    id: `${prefix}-${maker.random.hex(17)}`,
    accountId: maker.accountId,
    region: maker.region,
    createdAt: maker.now.toISOString(),
    tags: {},
  };
}

/** Makes the main route table, the default ACL and the default security group of a VPC just put. */
export function makeVpcParts(maker: Maker, vpc: Vpc): void {
  makeMainRouteTable(maker, vpc);
  makeDefaultAcl(maker, vpc);
  makeDefaultSecurityGroup(maker, vpc);
}

/** The route table of subnets that have no other. */
export function mainRouteTable(tx: Transaction, vpcId: string): RouteTable | undefined {
  return tx.routeTables.by('vpc', vpcId).find((table) => table.spec.associations.some(({ main }) => main));
}

export function defaultSecurityGroup(tx: Transaction, vpcId: string): SecurityGroup | undefined {
  return tx.securityGroups.by('vpc', vpcId).find((group) => group.spec.groupName === 'default');
}

/** The caller's DHCP options with AmazonProvidedDNS; AWS makes one set per account and Region. */
export function ensureDhcpOptions(maker: Maker): string {
  const { tx, accountId, region } = maker;
  const configurations = {
    'domain-name': [instanceDnsDomain(region)],
    'domain-name-servers': ['AmazonProvidedDNS'],
  };
  const text = JSON.stringify(configurations);
  const existing = tx.dhcpOptions
    .by('scope', `${accountId}/${region}`)
    .find(({ spec }) => JSON.stringify(spec.configurations) === text);
  if (existing) return existing.id;
  const options = { ...newResource(maker, 'dopt'), spec: { configurations } };
  tx.dhcpOptions.put(options);
  return options.id;
}

/** AWS lets all traffic out of a new group, over IPv6 too where the VPC has such addresses. */
export function makeOpenEgressRule(maker: Maker, group: SecurityGroup): void {
  putEgressRule(maker, group, { cidrIpv4: '0.0.0.0/0' });
  const vpc = maker.tx.vpcs.get(group.spec.vpcId);
  if (vpc && hasIpv6(vpc)) putEgressRule(maker, group, EVERY_IPV6);
}

/** A VPC gets IPv6 addresses: AWS opens its default group and ACL to them, unless they were changed before. */
export function openToIpv6(maker: Maker, vpcId: string): void {
  openGroupToIpv6(maker, vpcId);
  const acl = maker.tx.networkAcls.by('vpc', vpcId).find(({ spec }) => spec.isDefault);
  if (acl && JSON.stringify(acl.spec.entries) === JSON.stringify(DEFAULT_ENTRIES)) {
    maker.tx.networkAcls.put({
      ...acl,
      spec: { ...acl.spec, entries: [...DEFAULT_ENTRIES, ...IPV6_ENTRIES] },
    });
  }
}

function openGroupToIpv6(maker: Maker, vpcId: string): void {
  const group = defaultSecurityGroup(maker.tx, vpcId);
  const rules = group ? maker.tx.securityGroupRules.by('group', group.id) : [];
  const [only, second] = rules.filter(({ spec }) => spec.isEgress);
  const isUnchanged = only && !second && 'cidrIpv4' in only.spec.peer && only.spec.ipProtocol === '-1';
  if (group && isUnchanged) putEgressRule(maker, group, EVERY_IPV6);
}

function putEgressRule(maker: Maker, { id }: SecurityGroup, peer: SecurityGroupRule['spec']['peer']): void {
  maker.tx.securityGroupRules.put({
    ...newResource(maker, 'sgr'),
    spec: { groupId: id, isEgress: true, ipProtocol: '-1', peer },
  });
}

/** A subnet's place in its VPC's default ACL. */
export function associateWithDefaultAcl(maker: Maker, vpcId: string, subnetId: string): void {
  const acl = maker.tx.networkAcls.by('vpc', vpcId).find(({ spec }) => spec.isDefault);
  if (!acl) return;
  const association = { id: `aclassoc-${maker.random.hex(17)}`, subnetId };
  maker.tx.networkAcls.put({
    ...acl,
    spec: { ...acl.spec, associations: [...acl.spec.associations, association] },
  });
}

function makeMainRouteTable(maker: Maker, vpc: Vpc): void {
  maker.tx.routeTables.put({
    ...newResource(maker, 'rtb'),
    spec: {
      vpcId: vpc.id,
      routes: [],
      associations: [{ id: `rtbassoc-${maker.random.hex(17)}`, main: true }],
    },
  });
}

function makeDefaultAcl(maker: Maker, vpc: Vpc): void {
  maker.tx.networkAcls.put({
    ...newResource(maker, 'acl'),
    spec: {
      vpcId: vpc.id,
      isDefault: true,
      entries: hasIpv6(vpc) ? [...DEFAULT_ENTRIES, ...IPV6_ENTRIES] : DEFAULT_ENTRIES,
      associations: [],
    },
  });
}

function makeDefaultSecurityGroup(maker: Maker, vpc: Vpc): void {
  const group: SecurityGroup = {
    ...newResource(maker, 'sg'),
    spec: { vpcId: vpc.id, groupName: 'default', description: 'default VPC security group' },
  };
  maker.tx.securityGroups.put(group);
  maker.tx.securityGroupRules.put(fromItself(maker, group));
  makeOpenEgressRule(maker, group);
}

function fromItself(maker: Maker, group: SecurityGroup): SecurityGroupRule {
  return {
    ...newResource(maker, 'sgr'),
    spec: {
      groupId: group.id,
      isEgress: false,
      ipProtocol: '-1',
      peer: { groupId: group.id, accountId: group.accountId },
    },
  };
}

function hasIpv6(vpc: Vpc): boolean {
  return ipv6Blocks(vpc).length > 0;
}
