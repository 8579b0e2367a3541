/** What an account finds in a Region at its first call: a default VPC with all that belongs to it. */
import { formatIpv4, overlaps, parseCidr, parseIpv4 } from '../../base/ip.ts';
import type { Random } from '../../base/random.ts';
import type { AccountId, RegionName } from '../../resources/identity.ts';
import type { Subnet, Vpc } from '../../resources/network.ts';
import { zonesById } from '../../resources/zones.ts';
import type { Transaction } from '../../state/tables.ts';
import {
  associateWithDefaultAcl,
  ensureDhcpOptions,
  type Maker,
  mainRouteTable,
  makeVpcParts,
  newResource,
} from './vpcParts.ts';

const DEFAULT_VPC_BASE = parseIpv4('172.31.0.0') ?? 0;
const DEFAULT_SUBNET_PREFIX = 20;

/** Makes the account's default VPC in the Region unless it has been there before. Cheap when it has. */
export function bootstrapAccount(
  tx: Transaction,
  accountId: AccountId,
  region: RegionName,
  random: Random,
  now: Date,
): void {
  const id = `${accountId}/${region}`;
  if (tx.accountRegions.has(id)) return;
  const vpc = makeDefaultVpc({ tx, accountId, region, random, now });
  tx.accountRegions.put({
    id,
    accountId,
    region,
    createdAt: now.toISOString(),
    tags: {},
    spec: { defaultVpcId: vpc.id },
  });
}

/** 172.31.0.0/16 with a /20 subnet per zone and a way to the internet, as AWS makes it. */
export function makeDefaultVpc(maker: Maker): Vpc {
  const vpc: Vpc = {
    ...newResource(maker, 'vpc'),
    spec: {
      cidrBlock: `${formatIpv4(DEFAULT_VPC_BASE)}/16`,
      isDefault: true,
      instanceTenancy: 'default',
      dhcpOptionsId: ensureDhcpOptions(maker),
      enableDnsSupport: true,
      enableDnsHostnames: true,
      enableNetworkAddressUsageMetrics: false,
    },
    status: {},
  };
  maker.tx.vpcs.put(vpc);
  makeVpcParts(maker, vpc);
  for (const [index, zone] of zonesById(maker).entries()) makeDefaultSubnet(maker, vpc, zone.name, index);
  makeInternetAccess(maker, vpc);
  return vpc;
}

/** The first /20 of the default VPC, counted from 0, in which there is no subnet. */
export function freeDefaultIndex(tx: Transaction, vpc: Vpc): number | undefined {
  const taken = tx.subnets.by('vpc', vpc.id).map(({ spec }) => parseCidr(spec.cidrBlock ?? ''));
  const count = 2 ** (DEFAULT_SUBNET_PREFIX - 16);
  return Array.from({ length: count }, (_, index) => index).find((index) => {
    const block = { base: defaultSubnetBase(index), prefixLength: DEFAULT_SUBNET_PREFIX };
    return !taken.some((other) => other && overlaps(other, block));
  });
}

/** The subnet that takes the `index`th /20 of the default VPC. */
export function makeDefaultSubnet(maker: Maker, vpc: Vpc, availabilityZone: string, index: number): Subnet {
  const subnet: Subnet = {
    ...newResource(maker, 'subnet'),
    spec: {
      vpcId: vpc.id,
      cidrBlock: `${formatIpv4(defaultSubnetBase(index))}/${DEFAULT_SUBNET_PREFIX}`,
      availabilityZone,
      defaultForAz: true,
      mapPublicIpOnLaunch: true,
    },
  };
  maker.tx.subnets.put(subnet);
  associateWithDefaultAcl(maker, vpc.id, subnet.id);
  return subnet;
}

function defaultSubnetBase(index: number): number {
  return DEFAULT_VPC_BASE + index * 2 ** (32 - DEFAULT_SUBNET_PREFIX);
}

function makeInternetAccess(maker: Maker, vpc: Vpc): void {
  const gateway = { ...newResource(maker, 'igw'), spec: { vpcIds: [vpc.id] } };
  maker.tx.internetGateways.put(gateway);
  const table = mainRouteTable(maker.tx, vpc.id);
  if (!table) return;
  const route = { destination: '0.0.0.0/0', target: gateway.id, origin: 'CreateRoute' as const };
  maker.tx.routeTables.put({ ...table, spec: { ...table.spec, routes: [...table.spec.routes, route] } });
}
