/** What requests on both ends of a VPN have in common. */
import { AwsError } from '../../../base/awsError.ts';
import type { VpnGateway } from '../../../resources/vpnGateway.ts';
import { stateOf } from '../../../resources/vpnGateway.ts';
import type { Call } from '../../operation.ts';
import { find, notFound, required } from '../ids.ts';

export const TYPE = 'ipsec.1';

/** @throws AwsError MissingParameter, InvalidParameterValue */
export function checkType(type: string | undefined): void {
  const wanted = required(type, 'type');
  if (wanted === TYPE) return;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${wanted}) for parameter type is invalid. Valid value is ${TYPE}.`,
  );
}

/** One that is not deleted. @throws AwsError MissingParameter, InvalidVpnGatewayID.NotFound */
export function findVpnGateway(call: Call, id: string | undefined): VpnGateway {
  const gateway = find(call, call.tx.vpnGateways, 'vpnGateway', id, 'VpnGatewayId');
  if (stateOf(gateway) === 'deleted') throw notFound('vpnGateway', gateway.id);
  return gateway;
}
