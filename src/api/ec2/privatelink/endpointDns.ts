/** The DNS names of an endpoint, in AWS's order. */
import type { DnsEntry } from '@aws-sdk/client-ec2';
import { isRegional, serviceRegionOf, type VpcEndpoint } from '../../../resources/endpoint.ts';
import { endpointRegionalDnsName, endpointZonalDnsName } from '../../../resources/names.ts';
import type { Call } from '../../operation.ts';

/** Zones in which AWS keeps endpoint names; opaque to callers. Other Regions answer as us-east-1. */
const HOSTED_ZONES: Readonly<Record<string, string>> = { 'us-east-2': 'ZC8PG0KIFKBRI' };
const DEFAULT_HOSTED_ZONE = 'Z7HUB22UULQXV';

/** Regional first, then one per zone (none across Regions), then private names. Gateways have none. */
export function dnsEntries({ tx }: Call, endpoint: VpcEndpoint): DnsEntry[] {
  if (endpoint.spec.vpcEndpointType !== 'Interface') return [];
  const HostedZoneId = HOSTED_ZONES[serviceRegionOf(endpoint)] ?? DEFAULT_HOSTED_ZONE;
  const subnetIds = isRegional(endpoint) ? endpoint.spec.subnetIds : [];
  const zones = subnetIds.map((id) => tx.subnets.get(id)?.spec.availabilityZone);
  const names = zones
    .filter((zone) => zone !== undefined)
    .sort()
    .map((zone) => endpointZonalDnsName(endpoint, zone));
  const endpointNames = [endpointRegionalDnsName(endpoint), ...names];
  return [...endpointNames.map((DnsName) => ({ DnsName, HostedZoneId })), ...privateEntries(endpoint)];
}

function privateEntries({ id, spec }: VpcEndpoint): DnsEntry[] {
  const HostedZoneId = `Z${id.slice('vpce-'.length).toUpperCase()}`;
  return spec.privateDnsNames.map((DnsName) => ({ DnsName, HostedZoneId }));
}
