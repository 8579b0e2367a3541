/** CreateLoadBalancer: a Network Load Balancer with a node in each zone. */
import type {
  CreateLoadBalancerInput,
  CreateLoadBalancerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import { loadBalancerArn } from '../../resources/arns.ts';
import { scopeKey } from '../../resources/identity.ts';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import { loadBalancerDnsName } from '../../resources/names.ts';
import type { Call } from '../operation.ts';
import { checkQuota } from '../quotas.ts';
import { notYet } from './errors.ts';
import { loadBalancerView } from './loadBalancerView.ts';
import { addNode, requestedZones, type ZoneRequest } from './loadBalancerZones.ts';
import { checkLoadBalancerName } from './nameRules.ts';
import { checkSecurityGroups } from './securityGroups.ts';
import { withTags } from './tags.ts';

interface Request {
  readonly name: string;
  readonly scheme: LoadBalancer['spec']['scheme'];
  readonly vpcId: string;
  readonly zones: readonly ZoneRequest[];
  readonly groupIds: readonly string[];
}

export function createLoadBalancer(call: Call, input: CreateLoadBalancerInput): CreateLoadBalancerOutput {
  const request = checked(call, input);
  const [existing] = call.tx.loadBalancers.by('name', `${scopeKey(call)}/${request.name}`);
  if (existing) return { LoadBalancers: [loadBalancerView(sameOrRefused(existing, request))] };
  checkQuota(
    'networkLoadBalancersPerRegion',
    call.tx.loadBalancers.count('scope', scopeKey(call)),
    'TooManyLoadBalancers',
    'The maximum number of load balancers has been reached.',
  );
  const row = made(call, input, request);
  call.tx.loadBalancers.put(row);
  return { LoadBalancers: [loadBalancerView(row)] };
}

function checked(call: Call, input: CreateLoadBalancerInput): Request {
  const name = checkLoadBalancerName(input.Name);
  checkSupported(input);
  const scheme = checkScheme(input.Scheme);
  const zones = requestedZones(call, input, scheme);
  const { vpcId } = zones[0].subnet.spec;
  return {
    name,
    scheme,
    vpcId,
    zones,
    groupIds: checkSecurityGroups(call, vpcId, input.SecurityGroups ?? []),
  };
}

function checkSupported(input: CreateLoadBalancerInput): void {
  const type = input.Type ?? 'application';
  if (type !== 'network') {
    throw notYet(`load balancers of type '${type}' (pass Type=network)`);
  }
  if ((input.IpAddressType ?? 'ipv4') !== 'ipv4') throw notYet('IPv6 on load balancers');
  if (input.EnablePrefixForIpv6SourceNat === 'on') throw notYet('IPv6 on load balancers');
  if (input.CustomerOwnedIpv4Pool || input.IpamPools) throw notYet('address pools on load balancers');
}

function checkScheme(scheme: string = 'internet-facing'): Request['scheme'] {
  if (scheme === 'internal' || scheme === 'internet-facing') return scheme;
  throw new AwsError('InvalidScheme', `The scheme '${scheme}' is not valid`);
}

function sameOrRefused(existing: LoadBalancer, request: Request): LoadBalancer {
  if (
    settingsOf(existing.spec.scheme, existing.spec.zones, existing.spec.securityGroupIds) ===
    settings(request)
  )
    return existing;
  throw new AwsError(
    'DuplicateLoadBalancerName',
    `A load balancer with the same name '${request.name}' exists, but with different settings`,
  );
}

function settings({ scheme, zones, groupIds }: Request): string {
  const asZones = zones.map((zone) => ({ ...zone, subnetId: zone.subnet.id }));
  return settingsOf(scheme, asZones, groupIds);
}

function settingsOf(
  scheme: string,
  zones: readonly { readonly subnetId: string; readonly privateIpv4Address?: string }[],
  groupIds: readonly string[],
): string {
  const placed = zones.map((zone) => `${zone.subnetId} ${zone.privateIpv4Address ?? ''}`);
  return JSON.stringify([scheme, placed.sort(), [...groupIds].sort()]);
}

function made(call: Call, input: CreateLoadBalancerInput, request: Request): LoadBalancer {
  const suffix = call.random.hex(16);
  const id = loadBalancerArn(call, request.name, suffix);
  return {
    id,
    accountId: call.accountId,
    region: call.region,
    createdAt: call.now.toISOString(),
    tags: withTags({}, input.Tags),
    spec: {
      name: request.name,
      type: 'network',
      scheme: request.scheme,
      vpcId: request.vpcId,
      ipAddressType: 'ipv4',
      zones: request.zones.map((zone) => addNode(call, { id }, request.groupIds, zone)),
      securityGroupIds: request.groupIds,
      hasSecurityGroups: request.groupIds.length > 0,
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on',
      attributes: {},
      dnsName: loadBalancerDnsName(request.name, suffix, call.region),
    },
    status: { state: 'provisioning' },
  };
}
