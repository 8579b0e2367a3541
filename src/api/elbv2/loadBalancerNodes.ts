/** The nodes of a load balancer: a network interface in each zone, with the Elastic IP that was asked for. */
import { known } from '../../base/assert.ts';
import { AwsError } from '../../base/awsError.ts';
import { loadBalancerPath } from '../../resources/arns.ts';
import type { ElasticIp } from '../../resources/elasticIp.ts';
import type { LoadBalancer, LoadBalancerZone } from '../../resources/loadBalancer.ts';
import type { Subnet } from '../../resources/network.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { associateAddress, associationOf, disassociateAddress } from '../../state/elasticIps.ts';
import { createInterface, freeAddressCount, releaseInterface } from '../../state/interfaces.ts';
import type { Call } from '../operation.ts';
import type { ZoneRequest } from './loadBalancerZones.ts';
import { type AddressKind, withIpv6 } from './nodeIpv6.ts';
import { inElbWords, notEnoughRoom } from './subnetErrors.ts';

interface Owner {
  readonly id: string;
  readonly spec: Pick<LoadBalancer['spec'], 'type' | 'securityGroupIds'> & AddressKind;
}

/** Free addresses that AWS wants to see in a subnet of a Gateway Load Balancer. */
const GATEWAY_FREE_ADDRESSES = 8;

/** @throws AwsError InvalidSubnet, InvalidConfigurationRequest, ResourceInUse */
export function addNode(call: Call, owner: Owner, request: ZoneRequest): LoadBalancerZone {
  const { subnet, privateIpv4Address, elasticIp } = request;
  if (owner.spec.type === 'gateway') checkRoom(call, subnet);
  const node = inElbWords(subnet, () => createNode(call, owner, request));
  if (elasticIp) bind(call, node, elasticIp);
  const zone = {
    availabilityZone: subnet.spec.availabilityZone,
    subnetId: subnet.id,
    networkInterfaceId: node.id,
    privateIpv4Address,
    elasticIp: elasticIp && { allocationId: elasticIp.id, publicIp: elasticIp.spec.publicIp },
  };
  return withIpv6(call, zone, owner.spec, request);
}

/** Its Elastic IP stays the account's. */
export function releaseNode({ tx }: Call, { networkInterfaceId, elasticIp }: LoadBalancerZone): void {
  const row = elasticIp && tx.elasticIps.get(elasticIp.allocationId);
  if (row) disassociateAddress(tx, row);
  releaseInterface(tx, networkInterfaceId);
}

function createNode(
  call: Call,
  { id, spec }: Owner,
  { subnet, privateIpv4Address }: ZoneRequest,
): NetworkInterface {
  return createInterface(call.tx, {
    subnet,
    interfaceType: `${spec.type}_load_balancer`,
    description: `ELB ${loadBalancerPath(id)}`,
    groupIds: spec.securityGroupIds,
    requesterManaged: true,
    owner: { kind: 'loadBalancer', loadBalancerArn: id },
    privateIpAddress: privateIpv4Address,
    now: call.now,
    random: call.random,
  });
}

function bind({ tx, random }: Call, { id, spec }: NetworkInterface, elasticIp: ElasticIp): void {
  if (associationOf(tx, elasticIp)) {
    throw new AwsError('ResourceInUse', 'The allocation IDs are not available for use');
  }
  const privateIpAddress = known(spec.privateIpAddress, `node ${id} has an IPv4 address`);
  const place = { networkInterfaceId: id, privateIpAddress };
  associateAddress(tx, elasticIp, place, random);
}

function checkRoom({ tx }: Call, subnet: Subnet): void {
  if (freeAddressCount(tx, subnet) < GATEWAY_FREE_ADDRESSES) throw notEnoughRoom(subnet);
}
