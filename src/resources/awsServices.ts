/** AWS's own endpoint services of a Region, made from the catalogue: names, types, private names. */
import { createHash } from 'node:crypto';
import {
  type CatalogueEntry,
  CROSS_REGION_SUFFIXES,
  GATEWAY_SUFFIXES,
  OWN_ENTRIES,
  PLAIN_SUFFIXES,
  S3_EXPRESS_REGIONS,
} from './awsServiceCatalogue.ts';
import type { RegionName } from './identity.ts';

export interface AwsService {
  /** `vpce-svc-…`, the same in every installation. */
  readonly id: string;
  /** `com.amazonaws.us-east-1.sqs`. */
  readonly serviceName: string;
  readonly serviceType: 'Interface' | 'Gateway';
  readonly region: RegionName;
  /** `sqs.us-east-1.vpce.amazonaws.com`: its endpoints' names end so; a gateway's public host. */
  readonly baseDnsName: string;
  /** Names that an endpoint may answer to inside its VPC; the first is the main one. */
  readonly privateDnsNames: readonly string[];
  readonly privateDnsOnRequest: boolean;
  readonly policySupported: boolean;
  /** Whether there is a gateway of the same name. */
  readonly hasGateway: boolean;
  readonly wildcardNames: boolean;
  /** Whether it is reached over IPv6 too; told by its names in `api.aws`, which are for both. */
  readonly dualStack: boolean;
  /** Whether endpoints of other Regions may reach it. */
  readonly crossRegion: boolean;
}

const ENTRIES: readonly CatalogueEntry[] = [
  ...OWN_ENTRIES,
  ...PLAIN_SUFFIXES.map((suffix) => ({ suffix })),
].sort((a, b) => (a.suffix < b.suffix ? -1 : 1));

const byRegion = new Map<RegionName, ReadonlyMap<string, readonly AwsService[]>>();

/** In the order of their names; S3 and DynamoDB are there twice, as a gateway and with interfaces. */
export function awsServices(region: RegionName): AwsService[] {
  return [...servicesByName(region).values()].flat();
}

/** The services of that name, none where AWS has no such in that Region. */
export function awsServicesNamed(serviceName: string, region: RegionName): readonly AwsService[] {
  return servicesByName(region).get(serviceName) ?? [];
}

function servicesByName(region: RegionName): ReadonlyMap<string, readonly AwsService[]> {
  const known = byRegion.get(region);
  if (known) return known;
  const all = [...interfaces(region), ...gateways(region)];
  const names = [...new Set(all.map(({ serviceName }) => serviceName))].sort();
  const made = new Map(names.map((name) => [name, all.filter(({ serviceName }) => serviceName === name)]));
  byRegion.set(region, made);
  return made;
}

function gateways(region: RegionName): AwsService[] {
  const present = GATEWAY_SUFFIXES.filter(
    (suffix) => suffix !== 's3express' || S3_EXPRESS_REGIONS.includes(region),
  );
  return present.map((suffix) => {
    const serviceName = `com.amazonaws.${region}.${suffix}`;
    return {
      id: serviceId(`${serviceName}/Gateway`),
      serviceName,
      serviceType: 'Gateway',
      region,
      baseDnsName: `${suffix}.${region}.amazonaws.com`,
      privateDnsNames: [],
      privateDnsOnRequest: false,
      policySupported: true,
      hasGateway: true,
      dualStack: false,
      wildcardNames: false,
      crossRegion: false,
    };
  });
}

function interfaces(region: RegionName): AwsService[] {
  return ENTRIES.filter((entry) => entry.region === undefined || entry.region === region).map((entry) =>
    withInterfaces(entry, region),
  );
}

function withInterfaces(entry: CatalogueEntry, region: RegionName): AwsService {
  const { suffix, prefix = 'com.amazonaws.{r}', host = reversed(suffix) } = entry;
  const { privateNames = [`${host}.{r}.amazonaws.com`] } = entry;
  const inRegion = (text: string) => text.replace('{r}', region);
  const serviceName = inRegion(`${prefix}.${suffix}`);
  return {
    id: serviceId(serviceName),
    serviceName,
    serviceType: 'Interface',
    region,
    baseDnsName: `${host}.${region}.${entry.baseDomain ?? 'vpce.amazonaws.com'}`,
    privateDnsNames: privateNames.map(inRegion),
    privateDnsOnRequest: entry.privateDnsOnRequest ?? false,
    policySupported: !entry.withoutPolicy,
    hasGateway: GATEWAY_SUFFIXES.includes(suffix),
    dualStack: privateNames.some((name) => name.endsWith('.api.aws')),
    wildcardNames: entry.wildcard ?? false,
    crossRegion: CROSS_REGION_SUFFIXES.includes(suffix),
  };
}

/** `ecr.api` → `api.ecr`. */
function reversed(suffix: string): string {
  return suffix.split('.').reverse().join('.');
}

function serviceId(seed: string): string {
  return `vpce-svc-${createHash('sha256').update(seed).digest('hex').slice(0, 17)}`;
}
