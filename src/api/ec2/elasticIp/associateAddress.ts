/** AssociateAddress: lets an Elastic IP stand for a private address of an interface or instance. */
import type { AssociateAddressRequest, AssociateAddressResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { ElasticIp } from '../../../resources/elasticIp.ts';
import { addressesOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import { associateAddress as associate, associationOf } from '../../../state/elasticIps.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface } from '../ids.ts';
import { soleInterface } from '../instance/soleInterface.ts';
import { refuseManaged } from '../interface/managedInterfaces.ts';
import { requestedAddress } from './findAddress.ts';

export function associateAddress(call: Call, input: AssociateAddressRequest): AssociateAddressResult {
  const elasticIp = requestedAddress(call, input);
  const row = requestedInterface(call, input);
  const privateIpAddress = checkedAddress(call, row, input.PrivateIpAddress);
  const present = associationOf(call.tx, elasticIp);
  const isSame = present?.networkInterfaceId === row.id && present.privateIpAddress === privateIpAddress;
  if (present && isSame) return { AssociationId: present.id };
  if (present) checkReassociation(call, input, elasticIp, present.id);
  const place = { networkInterfaceId: row.id, privateIpAddress };
  return { AssociationId: associate(call.tx, elasticIp, place, call.random).id };
}

function requestedInterface(
  call: Call,
  { InstanceId, NetworkInterfaceId }: AssociateAddressRequest,
): NetworkInterface {
  if (InstanceId && NetworkInterfaceId) {
    throw new AwsError(
      'InvalidParameterCombination',
      'You may specify instance ID or network interface ID, but not both.',
    );
  }
  if (InstanceId) return soleInterface(call, InstanceId);
  if (!NetworkInterfaceId) {
    throw new AwsError('MissingParameter', 'Either instance ID or network interface ID must be specified');
  }
  const row = findNetworkInterface(call, NetworkInterfaceId);
  refuseManaged(row);
  return row;
}

/** @returns the private address, of those that the interface has */
function checkedAddress(call: Call, row: NetworkInterface, asked: string | undefined): string {
  const privateIpAddress = asked ?? row.spec.privateIpAddress ?? '';
  if (!addressesOf(row).includes(privateIpAddress)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Address ${privateIpAddress} is not a private address of the network interface ${row.id}`,
    );
  }
  if (call.tx.internetGateways.count('vpc', row.spec.vpcId) > 0) return privateIpAddress;
  throw new AwsError(
    'Gateway.NotAttached',
    `Network ${row.spec.vpcId} is not attached to any internet gateway`,
  );
}

/** What AWS manages keeps its addresses; the caller's move unless the call forbids it. */
function checkReassociation(
  call: Call,
  { AllowReassociation }: AssociateAddressRequest,
  elasticIp: ElasticIp,
  associationId: string,
): void {
  refuseOfManaged(call, elasticIp);
  if (AllowReassociation !== false) return;
  throw new AwsError(
    'Resource.AlreadyAssociated',
    `resource ${elasticIp.id} is already associated with associate-id ${associationId}`,
  );
}

/** @throws AwsError AuthFailure for an address of a NAT gateway or another thing that AWS manages */
export function refuseOfManaged(call: Call, { spec }: ElasticIp): void {
  const id = spec.association?.networkInterfaceId ?? '';
  if (!call.tx.networkInterfaces.get(id)?.spec.requesterManaged) return;
  throw new AwsError('AuthFailure', 'You do not have permission to access the specified resource.');
}
