/** AWS's commercial Regions and their availability zones: names per account, ids that are the same for all. */
import type { RegionName } from '../resources/identity.ts';

export interface Region {
  readonly name: RegionName;
  readonly optInStatus: 'opt-in-not-required' | 'opted-in';
}

export interface Zone {
  /** `us-east-1a`. */
  readonly name: string;
  /** `use1-az1`. */
  readonly id: string;
}

/** Name to the prefix of its zone ids. */
const ALWAYS_ON: Readonly<Record<string, string>> = {
  'us-east-1': 'use1',
  'us-east-2': 'use2',
  'us-west-1': 'usw1',
  'us-west-2': 'usw2',
  'ap-south-1': 'aps1',
  'ap-northeast-1': 'apne1',
  'ap-northeast-2': 'apne2',
  'ap-northeast-3': 'apne3',
  'ap-southeast-1': 'apse1',
  'ap-southeast-2': 'apse2',
  'ca-central-1': 'cac1',
  'eu-central-1': 'euc1',
  'eu-west-1': 'euw1',
  'eu-west-2': 'euw2',
  'eu-west-3': 'euw3',
  'eu-north-1': 'eun1',
  'sa-east-1': 'sae1',
};

/** Regions that an AWS account must first enable; here they are. */
const OPTED_IN: Readonly<Record<string, string>> = {
  'af-south-1': 'afs1',
  'ap-east-1': 'ape1',
  'ap-east-2': 'ape2',
  'ap-south-2': 'aps2',
  'ap-southeast-3': 'apse3',
  'ap-southeast-4': 'apse4',
  'ap-southeast-5': 'apse5',
  'ap-southeast-6': 'apse6',
  'ap-southeast-7': 'apse7',
  'ca-west-1': 'caw1',
  'eu-central-2': 'euc2',
  'eu-south-1': 'eus1',
  'eu-south-2': 'eus2',
  'il-central-1': 'ilc1',
  'me-central-1': 'mec1',
  'me-south-1': 'mes1',
  'mx-central-1': 'mxc1',
};

const ZONE_LETTERS: Readonly<Record<string, string>> = { 'us-east-1': 'abcdef', 'us-west-2': 'abcd' };

export const regions: readonly Region[] = [
  ...Object.keys(ALWAYS_ON).map((name) => ({ name, optInStatus: 'opt-in-not-required' as const })),
  ...Object.keys(OPTED_IN).map((name) => ({ name, optInStatus: 'opted-in' as const })),
];

/** The zones of a Region, in the order of their names; a Region that AWS does not have gets three. */
export function zonesOf(region: RegionName): readonly Zone[] {
  const prefix = ALWAYS_ON[region] ?? OPTED_IN[region] ?? abbreviated(region);
  return [...(ZONE_LETTERS[region] ?? 'abc')].map((letter, at) => ({
    name: `${region}${letter}`,
    id: `${prefix}-az${at + 1}`,
  }));
}

/** The zone of that name or id, in that Region. */
export function findZone(region: RegionName, nameOrId: string): Zone | undefined {
  return zonesOf(region).find((zone) => zone.name === nameOrId || zone.id === nameOrId);
}

/** `xx-northeast-1` → `xxne1`, as AWS abbreviates. */
function abbreviated(region: RegionName): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  const letters = /^(north|south)(east|west)$/.exec(direction);
  return `${area}${letters ? `${letters[1]?.[0]}${letters[2]?.[0]}` : direction.slice(0, 1)}${number}`;
}
