/** SetSubnets: the list replaces. Zones may come at any time, and go unless a service stands on the load balancer. */
import type { SetSubnetsInput, SetSubnetsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { LoadBalancer, LoadBalancerZone } from '../../resources/loadBalancer.ts';
import { releaseInterface } from '../../state/interfaces.ts';
import type { Call } from '../operation.ts';
import { invalidConfiguration, notYet } from './errors.ts';
import { zoneView } from './loadBalancerView.ts';
import { addNode, requestedZones, type ZoneRequest } from './loadBalancerZones.ts';
import { findLoadBalancer } from './lookups.ts';

export function setSubnets(call: Call, input: SetSubnetsInput): SetSubnetsOutput {
  const row = findLoadBalancer(call, input.LoadBalancerArn);
  if ((input.IpAddressType ?? 'ipv4') !== 'ipv4' || input.EnablePrefixForIpv6SourceNat === 'on') {
    throw notYet('IPv6 on load balancers');
  }
  const zones = changedZones(call, row, requestedZones(call, input, row.spec.scheme));
  call.tx.loadBalancers.put({ ...row, spec: { ...row.spec, zones } });
  return { AvailabilityZones: zones.map(zoneView), IpAddressType: row.spec.ipAddressType };
}

function changedZones(call: Call, row: LoadBalancer, requests: readonly ZoneRequest[]): LoadBalancerZone[] {
  if (requests.some(({ subnet }) => subnet.spec.vpcId !== row.spec.vpcId)) {
    throw invalidConfiguration('All subnets must belong to the VPC of the load balancer');
  }
  removeZones(call, row, requests);
  return requests.map(
    (request) => zoneOf(row, request) ?? addNode(call, row, row.spec.securityGroupIds, request),
  );
}

function removeZones(call: Call, row: LoadBalancer, requests: readonly ZoneRequest[]): void {
  const kept = new Set(requests.map((request) => zoneOf(row, request)));
  const removed = row.spec.zones.filter((zone) => !kept.has(zone));
  if (removed.length > 0 && call.tx.endpointServices.count('loadBalancer', row.id) > 0) {
    throw new AwsError(
      'ResourceInUse',
      'Subnets cannot be removed from load balancer because the load balancer is currently associated with another service',
    );
  }
  for (const zone of removed) releaseInterface(call.tx, zone.networkInterfaceId);
}

/** The zone as it is, where the request asks for no other address there. */
function zoneOf(
  { spec }: LoadBalancer,
  { subnet, privateIpv4Address }: ZoneRequest,
): LoadBalancerZone | undefined {
  return spec.zones.find(
    (zone) =>
      zone.subnetId === subnet.id &&
      (privateIpv4Address === undefined || privateIpv4Address === zone.privateIpv4Address),
  );
}
