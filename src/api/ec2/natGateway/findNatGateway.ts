/** The caller's NAT gateways, with the errors that they have of their own. */
import { AwsError } from '../../../base/awsError.ts';
import type { NatGateway } from '../../../resources/natGateway.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import type { Call } from '../../operation.ts';
import { find } from '../ids.ts';

/** @throws AwsError MissingParameter, NatGatewayMalformed, NatGatewayNotFound */
export function findNatGateway(call: Call, id: string | undefined): NatGateway {
  return find(call, call.tx.natGateways, 'natGateway', id, 'NatGatewayId');
}

/** One whose addresses can be changed, and its interface. @throws AwsError InvalidParameterValue */
export function changeableNatGateway(
  call: Call,
  id: string | undefined,
  connectivityType: NatGateway['spec']['connectivityType'],
): { gateway: NatGateway; row: NetworkInterface } {
  const gateway = findNatGateway(call, id);
  const { state } = gateway.status;
  if (gateway.spec.connectivityType !== connectivityType) {
    throw new AwsError('InvalidParameterValue', `The NAT gateway ${gateway.id} is not ${connectivityType}.`);
  }
  const row = call.tx.networkInterfaces.get(gateway.spec.networkInterfaceId ?? '');
  if (!row || (state !== 'available' && state !== 'pending')) {
    throw new AwsError('InvalidParameterValue', `The NAT gateway ${gateway.id} is in state ${state}.`);
  }
  return { gateway, row };
}
