/** CreateLoadBalancer: a Network or Gateway Load Balancer with a node in each zone. */
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
import { checkQuota, type QuotaName } from '../quotas.ts';
import { checkSourceNat, ipAddressTypeOf } from './ipAddressTypes.ts';
import { addNode } from './loadBalancerNodes.ts';
import { checkType, groupsOf, schemeOf } from './loadBalancerType.ts';
import { loadBalancerView } from './loadBalancerView.ts';
import { requestedZones, type ZoneRequest } from './loadBalancerZones.ts';
import { checkLoadBalancerName } from './nameRules.ts';
import { withTags } from './tags.ts';

type Spec = LoadBalancer['spec'];

interface Request
  extends Pick<
    Spec,
    | 'name'
    | 'type'
    | 'scheme'
    | 'vpcId'
    | 'ipAddressType'
    | 'enablePrefixForIpv6SourceNat'
    | 'securityGroupIds'
  > {
  readonly zones: readonly ZoneRequest[];
}

/** What the caller chose of a zone. */
interface Placed {
  readonly subnetId: string;
  readonly privateIpv4Address?: string;
  readonly elasticIp?: { readonly allocationId: string };
}

/** Creating again what is there returns it. */
export function createLoadBalancer(call: Call, input: CreateLoadBalancerInput): CreateLoadBalancerOutput {
  const request = checked(call, input);
  const [existing] = call.tx.loadBalancers.by('name', `${scopeKey(call)}/${request.name}`);
  if (existing) return { LoadBalancers: [loadBalancerView(sameOrRefused(existing, request))] };
  checkQuotas(call, request);
  const row = made(call, input, request);
  call.tx.loadBalancers.put(row);
  return { LoadBalancers: [loadBalancerView(row)] };
}

function checked(call: Call, input: CreateLoadBalancerInput): Request {
  const name = checkLoadBalancerName(input.Name);
  const type = checkType(input);
  const scheme = schemeOf(type, input.Scheme);
  const ipAddressType = ipAddressTypeOf(type, input.IpAddressType ?? 'ipv4');
  const enablePrefixForIpv6SourceNat = checkSourceNat(
    type,
    ipAddressType,
    input.EnablePrefixForIpv6SourceNat ?? 'off',
  );
  const zones = requestedZones(call, input, { type, scheme, ipAddressType });
  const { vpcId } = zones[0].subnet.spec;
  const securityGroupIds = groupsOf(call, type, vpcId, input.SecurityGroups);
  return { name, type, scheme, vpcId, ipAddressType, enablePrefixForIpv6SourceNat, zones, securityGroupIds };
}

function checkQuotas(call: Call, { type, vpcId }: Request): void {
  const { tx } = call;
  const ofType = (rows: LoadBalancer[]) => rows.filter(({ spec }) => spec.type === type).length;
  const check = (name: QuotaName, present: number) =>
    checkQuota(
      call,
      name,
      present,
      'TooManyLoadBalancers',
      'The maximum number of load balancers has been reached.',
    );
  check(`${type}LoadBalancersPerRegion`, ofType(tx.loadBalancers.by('scope', scopeKey(call))));
  if (type === 'gateway') check('gatewayLoadBalancersPerVpc', ofType(tx.loadBalancers.by('vpc', vpcId)));
}

function sameOrRefused(existing: LoadBalancer, request: Request): LoadBalancer {
  const zones = request.zones.map((zone) => ({
    ...zone,
    subnetId: zone.subnet.id,
    elasticIp: zone.elasticIp && { allocationId: zone.elasticIp.id },
  }));
  if (settingsOf(existing.spec) === settingsOf({ ...request, zones })) return existing;
  throw new AwsError(
    'DuplicateLoadBalancerName',
    `A load balancer with the same name '${request.name}' exists, but with different settings`,
  );
}

function settingsOf(
  spec: Omit<Request, 'zones'> & {
    readonly zones: readonly Placed[];
  },
): string {
  const placed = spec.zones.map((zone) =>
    [zone.subnetId, zone.privateIpv4Address, zone.elasticIp?.allocationId].join(' '),
  );
  const groups = [...spec.securityGroupIds].sort();
  return JSON.stringify([spec.type, spec.scheme, spec.ipAddressType, placed.sort(), groups]);
}

function made(call: Call, input: CreateLoadBalancerInput, request: Request): LoadBalancer {
  const suffix = call.random.hex(16);
  const id = loadBalancerArn(call, request.type, request.name, suffix);
  const isNetwork = request.type === 'network';
  return {
    id,
    accountId: call.accountId,
    region: call.region,
    createdAt: call.now.toISOString(),
    tags: withTags({}, input.Tags),
    spec: {
      ...request,
      zones: request.zones.map((zone) => addNode(call, { id, spec: request }, zone)),
      hasSecurityGroups: request.securityGroupIds.length > 0,
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on',
      attributes: {},
      dnsName: isNetwork ? loadBalancerDnsName(request.name, suffix, call.region) : '',
    },
    status: { state: 'provisioning' },
  };
}
