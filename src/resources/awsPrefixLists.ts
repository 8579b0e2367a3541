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

type Entry = Omit<AwsPrefixList, 'id' | 'addressFamily'>;

/** `{r}` stands for the Region. Blocks are those of us-east-1; every Region shows these. */
const ENTRIES: readonly Entry[] = [
  { name: 'com.amazonaws.{r}.s3', weight: 1, cidrs: ['3.5.0.0/19', '52.216.0.0/15', '54.231.0.0/16'] },
  { name: 'com.amazonaws.{r}.dynamodb', weight: 1, cidrs: ['52.94.0.0/22', '52.119.224.0/20'] },
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
    const addressFamily = entry.cidrs.some((cidr) => cidr.includes(':')) ? 'IPv6' : 'IPv4';
    return { ...entry, id: WELL_KNOWN[name] ?? derivedId(`${region}/${name}`), name, addressFamily };
  });
}

/** Eight digits, as the lists that AWS made first have. */
function derivedId(name: string): string {
  return `pl-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
