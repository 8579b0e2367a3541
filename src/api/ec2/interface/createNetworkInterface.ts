/** CreateNetworkInterface: an interface of the customer's, attached to nothing yet. */
import type { CreateNetworkInterfaceRequest, CreateNetworkInterfaceResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Subnet } from '../../../resources/network.ts';
import { assignPrefixes } from '../../../state/interfacePrefixes.ts';
import { createInterface } from '../../../state/interfaces.ts';
import { giveIpv6Addresses } from '../../../state/ipv6Addresses.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { unsupported } from '../describe.ts';
import { findSubnet, mine } from '../ids.ts';
import { groupsOfInterface } from '../securityGroup/groups.ts';
import { tagsFor } from '../tags.ts';
import { defaultSecurityGroup } from '../vpcParts.ts';
import { connectionTrackingFrom } from './connectionTracking.ts';
import { checkInterfaceDescription } from './interfaceDescription.ts';
import { networkInterfaceView } from './networkInterfaceView.ts';
import { requestedAddresses } from './requestedAddresses.ts';
import { requestedIpv6 } from './requestedIpv6.ts';

/** AWS's other types, which only AWS's own services or special hardware make use of. */
const OTHER_TYPES = ['branch', 'efa', 'efa-only', 'trunk'];

export function createNetworkInterface(
  call: Call,
  input: CreateNetworkInterfaceRequest,
): CreateNetworkInterfaceResult {
  const make = () => [create(call, input)];
  return onceByToken(call, input.ClientToken, input, make, ([id = '']) => {
    const row = call.tx.networkInterfaces.get(id);
    return { NetworkInterface: row && networkInterfaceView(call.tx, row), ClientToken: input.ClientToken };
  });
}

function create(call: Call, input: CreateNetworkInterfaceRequest): string {
  const subnet = findSubnet(call, input.SubnetId);
  checkType(input.InterfaceType);
  checkInterfaceDescription(input.Description);
  const { ipv4Prefixes, ...addresses } = requestedAddresses(input);
  const ipv6 = requestedIpv6(input, subnet, true);
  const tags = tagsFor(input.TagSpecifications, 'network-interface');
  checkInterfaceQuota(call);
  const row = createInterface(call.tx, {
    subnet,
    interfaceType: 'interface',
    description: input.Description ?? '',
    groupIds: groupsFor(call, subnet, input.Groups),
    requesterManaged: false,
    owner: { kind: 'customer' },
    ...addresses,
    more: {
      connectionTracking: connectionTrackingFrom(input.ConnectionTrackingSpecification),
      clientToken: input.ClientToken,
      requesterId: call.userId,
    },
    now: call.now,
    random: call.random,
  });
  const tagged = { ...row, tags };
  call.tx.networkInterfaces.put(tagged);
  const prefixed = assignPrefixes(call.tx, tagged, ipv4Prefixes);
  giveIpv6Addresses(call.tx, prefixed, ipv6, call.random);
  return row.id;
}

/** @throws AwsError NetworkInterfaceLimitExceeded */
export function checkInterfaceQuota(call: Call): void {
  checkQuota(
    call,
    'networkInterfacesPerRegion',
    call.tx.networkInterfaces.count('scope', mine(call)),
    'NetworkInterfaceLimitExceeded',
    'The maximum number of network interfaces has been reached.',
  );
}

/** The groups named, or the VPC's default one. */
export function groupsFor(call: Call, subnet: Subnet, ids: readonly string[] | undefined): readonly string[] {
  const { vpcId } = subnet.spec;
  if (ids?.length) return groupsOfInterface(call, ids, vpcId);
  const group = defaultSecurityGroup(call.tx, vpcId);
  return group ? [group.id] : [];
}

function checkType(type: string = 'interface'): void {
  if (OTHER_TYPES.includes(type)) throw unsupported(`A network interface of type '${type}'`);
  if (type !== 'interface') {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${type}) for parameter interfaceType is invalid. Valid values are: branch, efa, efa-only, trunk.`,
    );
  }
}
