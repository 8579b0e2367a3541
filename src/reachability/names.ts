/** What a name means to the instances of a VPC, as its resolver would say; and where it means nothing, why. */
import { awsServicesNamed } from '../resources/awsServices.ts';
import { serviceRegionOf, type VpcEndpoint } from '../resources/endpoint.ts';
import {
  endpointRegionalDnsName,
  endpointZonalDnsName,
  instancePrivateDnsName,
  loadBalancerZonalDnsName,
} from '../resources/names.ts';
import { isLive, type NetworkInterface, primaryAddress } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';
import { attributeOff, noSuchName, notServed, noZoneOfEndpoint, resolverOff } from './findings/names.ts';
import { Blocked } from './journey.ts';
import { vpcOf } from './lookups.ts';

export interface Resolved {
  /** In order of zone. */
  readonly addresses: readonly string[];
  /** Whose name it is, as words that follow "by". */
  readonly by: string;
}

/** @throws Blocked UNKNOWN_DESTINATION */
export function resolve(tables: Snapshot, vpcId: string, text: string): Resolved {
  const name = text.toLowerCase().replace(/\.$/, '');
  const vpc = vpcOf(tables, vpcId);
  if (!vpc.spec.enableDnsSupport) throw new Blocked(resolverOff(vpc, name));
  const found =
    privateName(tables, vpcId, name) ??
    instanceName(tables, vpcId, name) ??
    endpointName(tables, name) ??
    balancerName(tables, name);
  if (found) return found;
  throw new Blocked(whyNot(tables, vpcId, name));
}

/** Of a service whose endpoint in the VPC has private DNS; private zones need both attributes of the VPC. */
function privateName(tables: Snapshot, vpcId: string, name: string): Resolved | undefined {
  if (!vpcOf(tables, vpcId).spec.enableDnsHostnames) return undefined;
  for (const written of [name, ...wildcardsOver(name)]) {
    for (const endpoint of tables.vpcEndpoints.by('privateName', `${vpcId}/${written}`)) {
      const addresses = addressesFor(tables, endpoint);
      const isInward = endpoint.spec.privateDnsOnlyForInboundResolverEndpoint;
      if (addresses.length > 0 && !isInward) return { addresses, by: `the private DNS of ${endpoint.id}` };
    }
  }
  return undefined;
}

function instanceName(tables: Snapshot, vpcId: string, name: string): Resolved | undefined {
  const digits = /^ip-(\d+)-(\d+)-(\d+)-(\d+)\./.exec(name);
  if (!digits) return undefined;
  const address = digits.slice(1).join('.');
  const own = tables.networkInterfaces
    .by('address', `${vpcId}/${address}`)
    .find((row) => isLive(row) && row.spec.owner.kind === 'instance');
  if (!own || name !== instancePrivateDnsName(address, own.region)) return undefined;
  return { addresses: [address], by: `the name of ${own.id}` };
}

/** Of an endpoint as a whole or in one zone; of services with wildcard names with any word before it. */
function endpointName(tables: Snapshot, name: string): Resolved | undefined {
  const id = /(?:^|\.)(vpce-[0-9a-f]{17}|vpce-[0-9a-f]{8})-/.exec(name)?.[1];
  const endpoint = id ? tables.vpcEndpoints.get(id) : undefined;
  if (!endpoint) return undefined;
  const is = (written: string) => [name, ...wildcardsOver(name)].includes(written.toLowerCase());
  const by = `the name of ${endpoint.id}`;
  if (is(endpointRegionalDnsName(endpoint))) return orNone(addressesFor(tables, endpoint), by);
  const zonal = interfacesOf(tables, endpoint).filter(
    (row) =>
      serviceRegionOf(endpoint) === endpoint.region &&
      is(endpointZonalDnsName(endpoint, row.spec.availabilityZone)),
  );
  return orNone(answersOf(endpoint, zonal), `${by} in one zone`);
}

function balancerName(tables: Snapshot, name: string): Resolved | undefined {
  if (!name.includes('.elb.')) return undefined;
  for (const { id, spec } of tables.loadBalancers.all()) {
    const zones = spec.zones.filter(
      ({ availabilityZone }) =>
        name === spec.dnsName.toLowerCase() ||
        name === loadBalancerZonalDnsName(spec.dnsName, availabilityZone).toLowerCase(),
    );
    const nodes = zones.map((zone) => tables.networkInterfaces.get(zone.networkInterfaceId)).filter(isLive);
    const addresses = nodes.sort(byZone).map((node) => primaryAddress(node));
    if (addresses.length > 0) return { addresses, by: `the name of load balancer ${id}` };
  }
  return undefined;
}

function whyNot(tables: Snapshot, vpcId: string, name: string) {
  const vpc = vpcOf(tables, vpcId);
  const written = [name, ...wildcardsOver(name)];
  const withName = written.flatMap((each) => tables.vpcEndpoints.by('privateName', `${vpcId}/${each}`))[0];
  if (withName && !vpc.spec.enableDnsHostnames) return attributeOff(vpc, withName, name);
  if (withName) return notServed(withName, name);
  const couldHave = tables.vpcEndpoints
    .by('vpc', vpcId)
    .find((endpoint) => privateNamesOf(tables, endpoint).some((each) => written.includes(each)));
  return couldHave ? noZoneOfEndpoint(vpc, couldHave, name) : noSuchName(vpc, name);
}

/** The names that an endpoint would have with private DNS on. */
function privateNamesOf(tables: Snapshot, endpoint: VpcEndpoint): readonly string[] {
  const { serviceId, serviceName } = endpoint.spec;
  const own = serviceId && tables.endpointServices.get(serviceId)?.spec.privateDnsName;
  if (serviceId) return own ? [own.toLowerCase()] : [];
  return awsServicesNamed(serviceName, serviceRegionOf(endpoint)).flatMap((each) => each.privateDnsNames);
}

function addressesFor(tables: Snapshot, endpoint: VpcEndpoint): readonly string[] {
  return answersOf(endpoint, interfacesOf(tables, endpoint));
}

function answersOf({ spec }: VpcEndpoint, rows: readonly NetworkInterface[]): readonly string[] {
  return spec.dnsRecordIpType === 'ipv6' ? [] : rows.map(primaryAddress);
}

function interfacesOf(tables: Snapshot, { status }: VpcEndpoint): NetworkInterface[] {
  return Object.values(status.networkInterfaceIds)
    .map((id) => tables.networkInterfaces.get(id))
    .filter(isLive)
    .sort(byZone);
}

function byZone(a: NetworkInterface, b: NetworkInterface): number {
  return `${a.spec.availabilityZone}/${a.id}` < `${b.spec.availabilityZone}/${b.id}` ? -1 : 1;
}

function orNone(addresses: readonly string[], by: string): Resolved | undefined {
  return addresses.length > 0 ? { addresses, by } : undefined;
}

/** `a.b.c` → `*.b.c`, `*.c`. */
function wildcardsOver(name: string): string[] {
  const labels = name.split('.');
  return labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`);
}
