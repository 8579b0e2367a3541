/** The zones of a load balancer: which subnets a request names, and the addresses in each. */
import type { SubnetMapping } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { ElasticIp } from '../../resources/elasticIp.ts';
import { scopeKey } from '../../resources/identity.ts';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import type { Subnet } from '../../resources/network.ts';
import type { Call } from '../operation.ts';
import { invalidConfiguration, required, validationError } from './errors.ts';
import { checkIpv6Block, type Ipv6Wish } from './nodeIpv6.ts';

/** One zone as asked for. */
export interface ZoneRequest extends Ipv6Wish {
  readonly subnet: Subnet;
  readonly privateIpv4Address?: string;
  readonly elasticIp?: ElasticIp;
}

interface SubnetsRequest {
  readonly Subnets?: readonly string[];
  readonly SubnetMappings?: readonly SubnetMapping[];
}

type Kind = Pick<LoadBalancer['spec'], 'type' | 'scheme' | 'ipAddressType'>;

/**
 * The subnets that a request names in exactly one of its two forms: one per zone, all of one VPC.
 * @throws AwsError ValidationError, SubnetNotFound, AllocationIdNotFound, InvalidConfigurationRequest
 */
export function requestedZones(
  call: Call,
  { Subnets, SubnetMappings }: SubnetsRequest,
  kind: Kind,
): [ZoneRequest, ...ZoneRequest[]] {
  if (Subnets?.length && SubnetMappings?.length) {
    throw validationError('You can specify either subnets or subnet mappings, not both');
  }
  const mappings = SubnetMappings?.length ? SubnetMappings : Subnets?.map((SubnetId) => ({ SubnetId }));
  const [first, ...rest] = (mappings ?? []).map((mapping) => zoneRequest(call, mapping, kind));
  if (!first) throw validationError('At least one subnet must be specified');
  checkTogether([first, ...rest]);
  return [first, ...rest];
}

function zoneRequest(call: Call, mapping: SubnetMapping, kind: Kind): ZoneRequest {
  checkMapping(mapping, kind);
  const subnet = subnetOf(call, mapping);
  checkIpv6Block(subnet, kind);
  return {
    subnet,
    privateIpv4Address: mapping.PrivateIPv4Address,
    ipv6Address: mapping.IPv6Address,
    sourceNatIpv6Prefix: mapping.SourceNatIpv6Prefix,
    elasticIp: mapping.AllocationId ? elasticIpOf(call, mapping.AllocationId) : undefined,
  };
}

function checkMapping(mapping: SubnetMapping, { type, scheme, ipAddressType }: Kind): void {
  const { AllocationId, PrivateIPv4Address, IPv6Address, SourceNatIpv6Prefix } = mapping;
  if (type === 'gateway' && (AllocationId || PrivateIPv4Address || IPv6Address || SourceNatIpv6Prefix)) {
    throw invalidConfiguration('Gateway Load Balancers take subnets only, without addresses');
  }
  if (PrivateIPv4Address && scheme !== 'internal') {
    throw invalidConfiguration(
      "You can only specify private IPv4 addresses for Network Load Balancers with scheme 'internal'.",
    );
  }
  if (AllocationId && scheme !== 'internet-facing') {
    throw invalidConfiguration(
      "You can only specify allocation IDs for Network Load Balancers with scheme 'internet-facing'.",
    );
  }
  if ((IPv6Address || SourceNatIpv6Prefix) && ipAddressType !== 'dualstack') {
    throw invalidConfiguration(
      "IPv6 addresses and prefixes can only be specified when using IpAddressType 'dualstack'.",
    );
  }
}

/** Whether it is free is for the one who takes it: a zone that stays keeps its own. */
function elasticIpOf(call: Call, allocationId: string): ElasticIp {
  const row = call.tx.elasticIps.get(allocationId);
  if (row && scopeKey(row) === scopeKey(call)) return row;
  throw new AwsError('AllocationIdNotFound', `The allocation ID '${allocationId}' does not exist`);
}

function subnetOf(call: Call, mapping: SubnetMapping): Subnet {
  const id = required(mapping.SubnetId, 'SubnetId');
  const subnet = call.tx.subnets.get(id);
  if (subnet && scopeKey(subnet) === scopeKey(call)) return subnet;
  throw new AwsError('SubnetNotFound', `The subnet ID '${id}' does not exist`);
}

function checkTogether(zones: readonly ZoneRequest[]): void {
  const elasticIps = zones.flatMap(({ elasticIp }) => elasticIp?.id ?? []);
  if (new Set(elasticIps).size < elasticIps.length) {
    throw validationError('An allocation ID can be specified for one subnet only');
  }
  if (new Set(zones.map(({ subnet }) => subnet.spec.vpcId)).size > 1) {
    throw invalidConfiguration('All subnets must belong to the same VPC');
  }
  if (new Set(zones.map(({ subnet }) => subnet.spec.availabilityZone)).size < zones.length) {
    throw invalidConfiguration(
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  }
}
