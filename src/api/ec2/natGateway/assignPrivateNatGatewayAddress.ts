/** AssignPrivateNatGatewayAddress: further addresses for a private NAT gateway. */
import type {
  AssignPrivateNatGatewayAddressRequest,
  AssignPrivateNatGatewayAddressResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { assignAddresses } from '../../../state/interfaces.ts';
import type { Call } from '../../operation.ts';
import { boundAddresses } from './boundAddresses.ts';
import { changeableNatGateway } from './findNatGateway.ts';
import { wantedAddresses } from './natGatewayRequest.ts';
import { addressViews } from './natGatewayView.ts';

export function assignPrivateNatGatewayAddress(
  call: Call,
  input: AssignPrivateNatGatewayAddressRequest,
): AssignPrivateNatGatewayAddressResult {
  const { gateway, row } = changeableNatGateway(call, input.NatGatewayId, 'private');
  const wanted = wantedAddresses(input.PrivateIpAddresses, input.PrivateIpAddressCount);
  if (wanted.length === 0) {
    throw new AwsError(
      'MissingParameter',
      'The request must contain PrivateIpAddresses or PrivateIpAddressCount.',
    );
  }
  const before = gateway.spec.addresses;
  wantedAddresses(undefined, before.length - 1 + wanted.length);
  const grown = assignAddresses(call.tx, row, wanted, call.random);
  const added = boundAddresses(call, grown, [], before.length);
  call.tx.natGateways.put({ ...gateway, spec: { ...gateway.spec, addresses: [...before, ...added] } });
  return { NatGatewayId: gateway.id, NatGatewayAddresses: addressViews(gateway, added, 'assigning') };
}
