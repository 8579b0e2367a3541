/** The zones of a load balancer: which subnets a request names, and the node in each. */
import type { SubnetMapping } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import { loadBalancerPath } from '../../resources/arns.ts';
import { scopeKey } from '../../resources/identity.ts';
import type { LoadBalancer, LoadBalancerZone } from '../../resources/loadBalancer.ts';
import type { Subnet } from '../../resources/network.ts';
import { createInterface, freeAddressCount } from '../../state/interfaces.ts';
import type { Call } from '../operation.ts';
import { invalidConfiguration, required, validationError } from './errors.ts';

/** One zone as asked for. */
export interface ZoneRequest {
  readonly subnet: Subnet;
  readonly privateIpv4Address?: string;
}

interface SubnetsRequest {
  readonly Subnets?: readonly string[];
  readonly SubnetMappings?: readonly SubnetMapping[];
}

type Kind = Pick<LoadBalancer['spec'], 'type' | 'scheme' | 'ipAddressType'>;

/** Free addresses that AWS wants to see in a subnet of a Gateway Load Balancer. */
const GATEWAY_FREE_ADDRESSES = 8;

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

/** Makes the node of a zone. */
export function addNode(
  call: Call,
  {
    id,
    spec,
  }: { readonly id: string; readonly spec: Pick<LoadBalancer['spec'], 'type' | 'securityGroupIds'> },
  { subnet, privateIpv4Address }: ZoneRequest,
): LoadBalancerZone {
  if (spec.type === 'gateway') checkRoom(call, subnet);
  const networkInterface = inElbWords(subnet, () =>
    createInterface(call.tx, {
      subnet,
      interfaceType: `${spec.type}_load_balancer`,
      description: `ELB ${loadBalancerPath(id)}`,
      groupIds: spec.securityGroupIds,
      requesterManaged: true,
      owner: { kind: 'loadBalancer', loadBalancerArn: id },
      privateIpAddress: privateIpv4Address,
      now: call.now,
      random: call.random,
    }),
  );
  return {
    availabilityZone: subnet.spec.availabilityZone,
    subnetId: subnet.id,
    networkInterfaceId: networkInterface.id,
    privateIpv4Address,
  };
}

function zoneRequest(call: Call, mapping: SubnetMapping, kind: Kind): ZoneRequest {
  checkMapping(mapping, kind);
  const subnet = subnetOf(call, mapping);
  if (kind.ipAddressType === 'dualstack') {
    throw invalidConfiguration('You must specify subnets with an associated IPv6 CIDR block.');
  }
  return { subnet, privateIpv4Address: mapping.PrivateIPv4Address };
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
  if (AllocationId) {
    throw new AwsError('AllocationIdNotFound', `The allocation ID '${AllocationId}' does not exist`);
  }
}

function subnetOf(call: Call, mapping: SubnetMapping): Subnet {
  const id = required(mapping.SubnetId, 'SubnetId');
  const subnet = call.tx.subnets.get(id);
  if (subnet && scopeKey(subnet) === scopeKey(call)) return subnet;
  throw new AwsError('SubnetNotFound', `The subnet ID '${id}' does not exist`);
}

function checkTogether(zones: readonly ZoneRequest[]): void {
  if (new Set(zones.map(({ subnet }) => subnet.spec.vpcId)).size > 1) {
    throw invalidConfiguration('All subnets must belong to the same VPC');
  }
  if (new Set(zones.map(({ subnet }) => subnet.spec.availabilityZone)).size < zones.length) {
    throw invalidConfiguration(
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  }
}

function checkRoom({ tx }: Call, subnet: Subnet): void {
  if (freeAddressCount(tx, subnet) < GATEWAY_FREE_ADDRESSES) throw notEnoughRoom(subnet);
}

/** EC2's errors about addresses, as ELBv2 passes them on. */
function inElbWords<T>(subnet: Subnet, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'InsufficientFreeAddressesInSubnet') throw notEnoughRoom(subnet);
    throw invalidConfiguration(error.message);
  }
}

function notEnoughRoom(subnet: Subnet): AwsError {
  return new AwsError('InvalidSubnet', `Not enough IP space available in ${subnet.id}`);
}
