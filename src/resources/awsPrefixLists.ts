/** The prefix lists that AWS itself keeps in every Region: addresses of services, for rules and routes. */
import { createHash } from 'node:crypto';
import type { RegionName } from './identity.ts';

export interface AwsPrefixList {
  readonly id: string;
  /** `com.amazonaws.<region>.s3`. */
  readonly name: string;
  readonly addressFamily: 'IPv4' | 'IPv6';
  /** How many entries of a table or a group it counts as. */
  readonly weight: number;
  readonly cidrs: readonly string[];
}

/** In every Region the same blocks, or those of each. */
type Entry = Omit<AwsPrefixList, 'id' | 'addressFamily' | 'cidrs'> & {
  readonly cidrs: readonly string[] | Readonly<Record<RegionName, readonly string[]>>;
};

/**
 * Blocks that stand for a service in a Region, of AWS's public ranges. What a Region has today changes from month to
 * month; here a list only has to hold the addresses under which the service is found here, and no other's.
 */
const S3_BLOCKS: Readonly<Record<RegionName, readonly string[]>> = {
  'us-east-1': ['3.5.0.0/19', '16.182.0.0/16', '18.34.0.0/19', '52.216.0.0/15', '54.231.0.0/16'],
  'us-east-2': ['3.5.128.0/22', '52.219.80.0/20', '52.219.96.0/20'],
  'us-west-1': ['3.5.160.0/22', '52.219.112.0/21'],
  'us-west-2': ['3.5.80.0/21', '52.92.128.0/17', '52.218.128.0/17'],
  'eu-west-1': ['3.5.64.0/21', '52.92.0.0/17', '52.218.0.0/17'],
  'eu-west-2': ['3.5.244.0/22', '52.95.148.0/23'],
  'eu-west-3': ['3.5.224.0/22', '52.95.154.0/23'],
  'eu-central-1': ['3.5.136.0/22', '52.219.44.0/22', '52.219.72.0/22'],
  'ap-northeast-1': ['3.5.152.0/21', '52.219.0.0/20'],
  'ap-southeast-1': ['3.5.148.0/22', '52.219.32.0/21'],
  'ap-southeast-2': ['3.5.164.0/22', '52.95.128.0/21'],
  'ap-south-1': ['3.5.208.0/22', '52.219.64.0/22'],
};
const DYNAMODB_BLOCKS: Readonly<Record<RegionName, readonly string[]>> = {
  'us-east-1': ['52.94.0.0/22', '52.119.224.0/20'],
  'us-east-2': ['52.94.4.0/24'],
  'us-west-2': ['52.94.28.0/23', '52.119.252.0/22'],
  'eu-west-1': ['52.94.24.0/23', '52.119.240.0/21'],
  'eu-central-1': ['52.94.17.0/24', '52.119.188.0/22'],
};
/** A Region that is not among them shows this one's. */
const DEFAULT_REGION = 'us-east-1';

/** `{r}` stands for the Region. */
const ENTRIES: readonly Entry[] = [
  { name: 'com.amazonaws.{r}.s3', weight: 1, cidrs: S3_BLOCKS },
  { name: 'com.amazonaws.{r}.dynamodb', weight: 1, cidrs: DYNAMODB_BLOCKS },
  { name: 'com.amazonaws.{r}.s3express', weight: 6, cidrs: ['18.34.0.0/19', '18.34.232.0/21'] },
  { name: 'com.amazonaws.{r}.vpc-lattice', weight: 10, cidrs: ['169.254.171.0/24'] },
  { name: 'com.amazonaws.{r}.ipv6.vpc-lattice', weight: 10, cidrs: ['fd00:ec2:80::/64'] },
  {
    name: 'com.amazonaws.global.cloudfront.origin-facing',
    weight: 55,
    cidrs: [
      '3.172.0.0/18',
      '13.124.199.0/24',
      '15.158.0.0/16',
      '18.68.0.0/16',
      '54.239.208.0/21',
      '64.252.64.0/18',
      '70.132.0.0/18',
      '130.176.0.0/18',
      '204.246.166.0/24',
      '205.251.218.0/24',
    ],
  },
];

/** AWS's own ids where they are widely written into templates. */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  'com.amazonaws.us-east-1.s3': 'pl-63a5400a',
  'com.amazonaws.us-east-1.dynamodb': 'pl-02cd2c6b',
};

const byRegion = new Map<RegionName, readonly AwsPrefixList[]>();

/** The same ids at every call, in every installation. */
export function awsPrefixLists(region: RegionName): readonly AwsPrefixList[] {
  const lists = byRegion.get(region) ?? listsOf(region);
  byRegion.set(region, lists);
  return lists;
}

function listsOf(region: RegionName): AwsPrefixList[] {
  return ENTRIES.map((entry) => {
    const name = entry.name.replace('{r}', region);
    const cidrs = blocksIn(region, entry);
    const addressFamily = cidrs.some((cidr) => cidr.includes(':')) ? 'IPv6' : 'IPv4';
    return { ...entry, id: WELL_KNOWN[name] ?? derivedId(`${region}/${name}`), name, addressFamily, cidrs };
  });
}

function blocksIn(region: RegionName, { cidrs }: Entry): readonly string[] {
  if (Array.isArray(cidrs)) return cidrs;
  const ofRegions = cidrs as Readonly<Record<RegionName, readonly string[]>>;
  return ofRegions[region] ?? ofRegions[DEFAULT_REGION] ?? [];
}

/** Eight digits, as the lists that AWS made first have. */
function derivedId(name: string): string {
  return `pl-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
