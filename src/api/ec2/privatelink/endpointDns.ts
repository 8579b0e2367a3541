/** DNS of an interface endpoint: what may be asked for, and the names in AWS's order. */
import type { CreateVpcEndpointRequest, DnsEntry } from '@aws-sdk/client-ec2';
import { isRegional, serviceRegionOf, type VpcEndpoint } from '../../../resources/endpoint.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import { endpointRegionalDnsName, endpointZonalDnsName } from '../../../resources/names.ts';
import type { Vpc } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { invalidParameter } from './errors.ts';

/** Zones in which AWS keeps endpoint names; opaque to callers. Other Regions answer as us-east-1. */
const HOSTED_ZONES: Readonly<Record<string, string>> = { 'us-east-2': 'ZC8PG0KIFKBRI' };
const DEFAULT_HOSTED_ZONE = 'Z7HUB22UULQXV';

/** @throws AwsError InvalidParameter for anything but IPv4 with the names that every endpoint has */
export function checkDnsRequest(
  service: EndpointService,
  vpcId: string,
  { IpAddressType, DnsOptions }: Pick<CreateVpcEndpointRequest, 'IpAddressType' | 'DnsOptions'>,
): void {
  const { serviceName } = service.spec;
  for (const type of [IpAddressType, DnsOptions?.DnsRecordIpType]) {
    if (type && type !== 'ipv4') {
      throw invalidParameter(
        `The VPC endpoint service ${serviceName} does not support the IP address type: ${type}.`,
      );
    }
  }
  if (DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint) {
    throw invalidParameter(
      `To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC ${vpcId} must have a Gateway endpoint for the service.`,
    );
  }
  if (DnsOptions?.PrivateDnsPreference || DnsOptions?.PrivateDnsSpecifiedDomains?.length) {
    throw invalidParameter(
      'PrivateDnsPreference and PrivateDnsSpecifiedDomains are applicable only to Resource and ServiceNetwork VPC Endpoints.',
    );
  }
}

/**
 * The private name that an endpoint of the VPC may answer to.
 * @param endpointId the endpoint itself where it exists already: it does not conflict with itself
 * @throws AwsError InvalidParameter
 */
export function privateNameFor(call: Call, service: EndpointService, vpc: Vpc, endpointId?: string): string {
  const { privateDnsName: name, serviceName } = service.spec;
  const refused = "Private DNS can't be enabled because";
  if (!name)
    throw invalidParameter(`${refused} the service ${serviceName} does not provide a private DNS name.`);
  if (service.status.privateDnsName?.state !== 'verified') {
    throw invalidParameter(`${refused} the private DNS name of the service ${serviceName} is not verified.`);
  }
  if (!vpc.spec.enableDnsSupport || !vpc.spec.enableDnsHostnames) {
    throw invalidParameter(
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.id}`,
    );
  }
  const holders = call.tx.vpcEndpoints.by('privateName', `${vpc.id}/${name}`);
  if (holders.every((row) => row.id === endpointId)) return name;
  throw invalidParameter(
    `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${name} in the VPC ${vpc.id}`,
  );
}

/** Regional first, then one per zone (none across Regions), then the private name. */
export function dnsEntries({ tx }: Call, endpoint: VpcEndpoint): DnsEntry[] {
  const HostedZoneId = HOSTED_ZONES[serviceRegionOf(endpoint)] ?? DEFAULT_HOSTED_ZONE;
  const subnetIds = isRegional(endpoint) ? endpoint.spec.subnetIds : [];
  const zones = subnetIds.map((id) => tx.subnets.get(id)?.spec.availabilityZone);
  const names = zones
    .filter((zone) => zone !== undefined)
    .sort()
    .map((zone) => endpointZonalDnsName(endpoint, zone));
  const endpointNames = [endpointRegionalDnsName(endpoint), ...names];
  return [...endpointNames.map((DnsName) => ({ DnsName, HostedZoneId })), ...privateEntry(endpoint)];
}

function privateEntry({ id, spec }: VpcEndpoint): DnsEntry[] {
  if (!spec.privateDnsEnabled || !spec.privateDnsName) return [];
  return [{ DnsName: spec.privateDnsName, HostedZoneId: `Z${id.slice('vpce-'.length).toUpperCase()}` }];
}
