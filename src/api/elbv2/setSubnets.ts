/** SetSubnets: the list replaces. Zones may come at any time; not every one may go. */
import type { SetSubnetsInput, SetSubnetsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { LoadBalancer, LoadBalancerZone } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { invalidConfiguration } from './errors.ts';
import { checkSourceNat, ipAddressTypeOf } from './ipAddressTypes.ts';
import { checkListeners } from './listenerRules.ts';
import { addNode, releaseNode } from './loadBalancerNodes.ts';
import { zoneView } from './loadBalancerView.ts';
import { requestedZones, type ZoneRequest } from './loadBalancerZones.ts';
import { findLoadBalancer } from './lookups.ts';
import { withIpv6 } from './nodeIpv6.ts';

export function setSubnets(call: Call, input: SetSubnetsInput): SetSubnetsOutput {
  const row = findLoadBalancer(call, input.LoadBalancerArn);
  const { type, scheme } = row.spec;
  const ipAddressType = ipAddressTypeOf(type, input.IpAddressType ?? row.spec.ipAddressType);
  const asked = input.EnablePrefixForIpv6SourceNat ?? row.spec.enablePrefixForIpv6SourceNat;
  const enablePrefixForIpv6SourceNat = checkSourceNat(type, ipAddressType, asked);
  const after = { ...row, spec: { ...row.spec, ipAddressType, enablePrefixForIpv6SourceNat } };
  checkListeners(call, after);
  const zones = changedZones(call, after, requestedZones(call, input, { type, scheme, ipAddressType }));
  call.tx.loadBalancers.put({ ...after, spec: { ...after.spec, zones } });
  return {
    AvailabilityZones: zones.map(zoneView),
    IpAddressType: ipAddressType,
    EnablePrefixForIpv6SourceNat: type === 'network' ? enablePrefixForIpv6SourceNat : undefined,
  };
}

function changedZones(call: Call, row: LoadBalancer, requests: readonly ZoneRequest[]): LoadBalancerZone[] {
  if (requests.some(({ subnet }) => subnet.spec.vpcId !== row.spec.vpcId)) {
    throw invalidConfiguration('All subnets must belong to the VPC of the load balancer');
  }
  removeZones(call, row, requests);
  return requests.map((request) => {
    const kept = zoneOf(row, request);
    return kept ? withIpv6(call, kept, row.spec, request) : addNode(call, row, request);
  });
}

function removeZones(call: Call, row: LoadBalancer, requests: readonly ZoneRequest[]): void {
  const kept = new Set(requests.map((request) => zoneOf(row, request)));
  const removed = row.spec.zones.filter((zone) => !kept.has(zone));
  if (removed.length > 0) checkRemovable(call, row);
  for (const zone of removed) releaseNode(call, zone);
}

function checkRemovable({ tx }: Call, { id, spec }: LoadBalancer): void {
  if (spec.type === 'gateway') {
    throw invalidConfiguration('Subnets cannot be removed from Gateway Load Balancers');
  }
  if (tx.endpointServices.count('loadBalancer', id) === 0) return;
  throw new AwsError(
    'ResourceInUse',
    'Subnets cannot be removed from load balancer because the load balancer is currently associated with another service',
  );
}

/** The zone as it is, where the request asks for no other address there. */
function zoneOf(
  { spec }: LoadBalancer,
  { subnet, privateIpv4Address, elasticIp }: ZoneRequest,
): LoadBalancerZone | undefined {
  return spec.zones.find(
    (zone) =>
      zone.subnetId === subnet.id &&
      (privateIpv4Address === undefined || privateIpv4Address === zone.privateIpv4Address) &&
      (elasticIp === undefined || elasticIp.id === zone.elasticIp?.allocationId),
  );
}
