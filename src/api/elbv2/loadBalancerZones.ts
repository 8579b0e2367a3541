/** The zones of a load balancer: which subnets a request names, and the node in each. */
import type { SubnetMapping } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import { loadBalancerPath } from '../../resources/arns.ts';
import { scopeKey } from '../../resources/identity.ts';
import type { LoadBalancer, LoadBalancerZone } from '../../resources/loadBalancer.ts';
import type { Subnet } from '../../resources/network.ts';
import { createInterface } from '../../state/interfaces.ts';
import type { Call } from '../operation.ts';
import { invalidConfiguration, notYet, required, validationError } from './errors.ts';

/** One zone as asked for. */
export interface ZoneRequest {
  readonly subnet: Subnet;
  readonly privateIpv4Address?: string;
}

interface SubnetsRequest {
  readonly Subnets?: readonly string[];
  readonly SubnetMappings?: readonly SubnetMapping[];
}

/**
 * The subnets that a request names in exactly one of its two forms: one per zone, all of one VPC.
 * @throws AwsError ValidationError, SubnetNotFound, InvalidConfigurationRequest
 */
export function requestedZones(
  call: Call,
  { Subnets, SubnetMappings }: SubnetsRequest,
  scheme: LoadBalancer['spec']['scheme'],
): [ZoneRequest, ...ZoneRequest[]] {
  if (Subnets?.length && SubnetMappings?.length) {
    throw validationError('You can specify either subnets or subnet mappings, not both');
  }
  const mappings = SubnetMappings?.length ? SubnetMappings : Subnets?.map((SubnetId) => ({ SubnetId }));
  const [first, ...rest] = (mappings ?? []).map((mapping) => zoneRequest(call, mapping, scheme));
  if (!first) throw validationError('At least one subnet must be specified');
  checkTogether([first, ...rest]);
  return [first, ...rest];
}

/** Makes the node of a zone. */
export function addNode(
  call: Call,
  loadBalancer: Pick<LoadBalancer, 'id'>,
  groupIds: readonly string[],
  { subnet, privateIpv4Address }: ZoneRequest,
): LoadBalancerZone {
  const networkInterface = inElbWords(subnet, () =>
    createInterface(call.tx, {
      subnet,
      interfaceType: 'network_load_balancer',
      description: `ELB ${loadBalancerPath(loadBalancer.id)}`,
      groupIds,
      requesterManaged: true,
      owner: { kind: 'loadBalancer', loadBalancerArn: loadBalancer.id },
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

function zoneRequest(call: Call, mapping: SubnetMapping, scheme: string): ZoneRequest {
  const { AllocationId, IPv6Address, SourceNatIpv6Prefix, PrivateIPv4Address } = mapping;
  if (AllocationId) throw notYet('Elastic IP addresses on load balancers');
  if (IPv6Address || SourceNatIpv6Prefix) throw notYet('IPv6 on load balancers');
  if (PrivateIPv4Address && scheme !== 'internal') {
    throw invalidConfiguration('A private IPv4 address can only be specified for an internal load balancer');
  }
  return { subnet: subnetOf(call, mapping), privateIpv4Address: PrivateIPv4Address };
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

/** EC2's errors about addresses, as ELBv2 passes them on. */
function inElbWords<T>(subnet: Subnet, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'InsufficientFreeAddressesInSubnet') {
      throw new AwsError('InvalidSubnet', `Not enough IP space available in ${subnet.id}`);
    }
    throw invalidConfiguration(error.message);
  }
}
