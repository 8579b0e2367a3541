/**
 * AWS's commercial Regions and their availability zones. A zone's id means the same place for every account; its
 * name may be the account's own: `us-east-1d` of one account is `us-east-1f` of another. So what crosses accounts is
 * compared by id, what stays within one by name.
 *
 * On AWS accounts made since November 2025 share one mapping, and older ones have their own in the oldest Regions
 * (https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html). Here both are seen: the first three
 * zones of every Region are the same for all, so that what names them in two accounts meets; the others of us-east-1
 * are not, so that what takes a name for a place is found out.
 */
import { seededRandom } from '../base/random.ts';
import { type AccountId, DEFAULT_ACCOUNT, type RegionName } from './identity.ts';

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

/** Of AWS's other partitions: callers may use them, nobody is shown them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'us-gov-east-1': 'usge1',
  'us-gov-west-1': 'usgw1',
  'cn-north-1': 'cnn1',
  'cn-northwest-1': 'cnnw1',
};

/** So many have the same names for every account. */
const SHARED_ZONES = 3;

const ZONE_LETTERS = new Map([
  ['us-east-1', 'abcdef'],
  ['us-west-2', 'abcd'],
]);

/** A Map has no other names than these: callers choose the names that are looked up. */
const PREFIXES = new Map(Object.entries({ ...ELSEWHERE, ...OPTED_IN, ...ALWAYS_ON }));

export const regions: readonly Region[] = [
  ...Object.keys(ALWAYS_ON).map((name) => ({ name, optInStatus: 'opt-in-not-required' as const })),
  ...Object.keys(OPTED_IN).map((name) => ({ name, optInStatus: 'opted-in' as const })),
];

/** Whose names are meant: a caller, or the owner of a row. */
export interface ZoneObserver {
  readonly accountId: AccountId;
  readonly region: RegionName;
}

/** The zones of a Region, in the order of the account's names; a Region that AWS does not have gets three. */
export function zonesOf({ accountId, region }: ZoneObserver): readonly Zone[] {
  const key = `${accountId}/${region}`;
  const known = knownZones.get(key);
  if (known) return known;
  const zones = makeZones(accountId, region);
  if (!PREFIXES.has(region)) return zones;
  if (knownZones.size >= MOST_KNOWN) knownZones.clear();
  knownZones.set(key, zones);
  return zones;
}

/** Those of AWS's Regions: each call that names a zone asks for them several times. */
const knownZones = new Map<string, readonly Zone[]>();
const MOST_KNOWN = 4_096;

function makeZones(accountId: AccountId, region: RegionName): readonly Zone[] {
  const prefix = PREFIXES.get(region) ?? abbreviated(region);
  const letters = [...(ZONE_LETTERS.get(region) ?? 'abc')];
  const numbers = zoneNumbers(accountId, region, letters.length);
  return letters.map((letter, at) => ({ name: `${region}${letter}`, id: `${prefix}-az${numbers[at]}` }));
}

/** The zone of that name or id, as the account calls it. */
export function findZone(observer: ZoneObserver, nameOrId: string): Zone | undefined {
  return zonesOf(observer).find((zone) => zone.name === nameOrId || zone.id === nameOrId);
}

/** The id of a zone that a row names in its owner's words. */
export function zoneIdOf(owner: ZoneObserver, name: string): string | undefined {
  return zonesOf(owner).find((zone) => zone.name === name)?.id;
}

/** The zones in the order of their ids, which is the same for all accounts. */
export function zonesById(observer: ZoneObserver): readonly Zone[] {
  return [...zonesOf(observer)].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Which zone the account's first, second, … name stands for: those after the third shuffled, the same for ever. */
function zoneNumbers(accountId: AccountId, region: RegionName, count: number): readonly number[] {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  if (accountId === DEFAULT_ACCOUNT) return numbers;
  const random = seededRandom(hashed(`${accountId}/${region}`));
  for (let at = count - 1; at > SHARED_ZONES; at--) {
    const other = SHARED_ZONES + random.integer(at + 1 - SHARED_ZONES);
    [numbers[at], numbers[other]] = [numbers[other] as number, numbers[at] as number];
  }
  return numbers;
}

/** FNV-1a, 32 bits. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

/** `xx-northeast-1` → `xxne1`, as AWS abbreviates. */
function abbreviated(region: RegionName): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  const letters = /^(north|south)(east|west)$/.exec(direction);
  return `${area}${letters ? `${letters[1]?.[0]}${letters[2]?.[0]}` : direction.slice(0, 1)}${number}`;
}
