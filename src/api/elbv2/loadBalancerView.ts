/** A load balancer as answers show it. */
import type {
  AvailabilityZone,
  LoadBalancerAddress,
  LoadBalancer as LoadBalancerShape,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer, LoadBalancerZone } from '../../resources/loadBalancer.ts';
import { hostedZoneOf } from './hostedZones.ts';

export function loadBalancerView(row: LoadBalancer): LoadBalancerShape {
  const { id, createdAt, spec, status } = row;
  return {
    LoadBalancerArn: id,
    CreatedTime: new Date(createdAt),
    LoadBalancerName: spec.name,
    VpcId: spec.vpcId,
    State: { Code: status.state },
    Type: spec.type,
    AvailabilityZones: spec.zones.map(zoneView),
    IpAddressType: spec.ipAddressType,
    ...(spec.type === 'network' ? networkMembers(row) : {}),
  };
}

/** What a Gateway Load Balancer has not. */
function networkMembers({ region, spec }: LoadBalancer): LoadBalancerShape {
  const { hasSecurityGroups, enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforced } = spec;
  return {
    DNSName: spec.dnsName,
    CanonicalHostedZoneId: hostedZoneOf(region),
    Scheme: spec.scheme,
    SecurityGroups: hasSecurityGroups ? [...spec.securityGroupIds] : undefined,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: hasSecurityGroups ? enforced : undefined,
    EnablePrefixForIpv6SourceNat: spec.enablePrefixForIpv6SourceNat,
  };
}

/** AWS lists the IPv4 addresses that the caller fixed, not those it picked itself. */
export function zoneView(zone: LoadBalancerZone): AvailabilityZone {
  return {
    ZoneName: zone.availabilityZone,
    SubnetId: zone.subnetId,
    LoadBalancerAddresses: addressView(zone),
    SourceNatIpv6Prefixes: zone.sourceNatIpv6Prefix ? [zone.sourceNatIpv6Prefix] : undefined,
  };
}

function addressView({
  privateIpv4Address,
  elasticIp,
  ipv6Address,
}: LoadBalancerZone): LoadBalancerAddress[] {
  const shown = {
    ...(elasticIp ? { IpAddress: elasticIp.publicIp, AllocationId: elasticIp.allocationId } : {}),
    ...(privateIpv4Address ? { PrivateIPv4Address: privateIpv4Address } : {}),
    ...(ipv6Address ? { IPv6Address: ipv6Address } : {}),
  };
  return Object.keys(shown).length > 0 ? [shown] : [];
}
