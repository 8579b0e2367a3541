/** A load balancer as answers show it. */
import type {
  AvailabilityZone,
  LoadBalancer as LoadBalancerShape,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer, LoadBalancerZone } from '../../resources/loadBalancer.ts';
import { hostedZoneOf } from './hostedZones.ts';

export function loadBalancerView({ id, region, createdAt, spec, status }: LoadBalancer): LoadBalancerShape {
  return {
    LoadBalancerArn: id,
    DNSName: spec.dnsName,
    CanonicalHostedZoneId: hostedZoneOf(region),
    CreatedTime: new Date(createdAt),
    LoadBalancerName: spec.name,
    Scheme: spec.scheme,
    VpcId: spec.vpcId,
    State: { Code: status.state },
    Type: spec.type,
    AvailabilityZones: spec.zones.map(zoneView),
    SecurityGroups: spec.hasSecurityGroups ? [...spec.securityGroupIds] : undefined,
    IpAddressType: spec.ipAddressType,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: spec.hasSecurityGroups
      ? spec.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic
      : undefined,
    EnablePrefixForIpv6SourceNat: 'off',
  };
}

/** AWS lists the addresses that the caller fixed, not those it picked itself. */
export function zoneView(zone: LoadBalancerZone): AvailabilityZone {
  return {
    ZoneName: zone.availabilityZone,
    SubnetId: zone.subnetId,
    LoadBalancerAddresses: zone.privateIpv4Address ? [{ PrivateIPv4Address: zone.privateIpv4Address }] : [],
  };
}
