/** UnassignPrivateNatGatewayAddress: secondary addresses of a private NAT gateway go. */
import type {
  UnassignPrivateNatGatewayAddressRequest,
  UnassignPrivateNatGatewayAddressResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { changeableNatGateway } from './findNatGateway.ts';
import { addressViews } from './natGatewayView.ts';
import { removeAddresses, secondaryHolding } from './removedAddresses.ts';

export function unassignPrivateNatGatewayAddress(
  call: Call,
  input: UnassignPrivateNatGatewayAddressRequest,
): UnassignPrivateNatGatewayAddressResult {
  const { gateway, row } = changeableNatGateway(call, input.NatGatewayId, 'private');
  const gone = secondaryHolding(gateway, 'privateIp', required(input.PrivateIpAddresses, 'PrivateIpAddress'));
  removeAddresses(call, gateway, row, gone);
  return { NatGatewayId: gateway.id, NatGatewayAddresses: addressViews(gateway, gone, 'unassigning') };
}
