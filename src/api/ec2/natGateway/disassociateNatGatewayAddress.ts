/** DisassociateNatGatewayAddress: secondary Elastic IPs of a public NAT gateway go, with their private addresses. */
import type {
  DisassociateNatGatewayAddressRequest,
  DisassociateNatGatewayAddressResult,
} from '@aws-sdk/client-ec2';
import { disassociateAddress } from '../../../state/elasticIps.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { changeableNatGateway } from './findNatGateway.ts';
import { addressViews } from './natGatewayView.ts';
import { removeAddresses, secondaryHolding } from './removedAddresses.ts';

export function disassociateNatGatewayAddress(
  call: Call,
  input: DisassociateNatGatewayAddressRequest,
): DisassociateNatGatewayAddressResult {
  const { gateway, row } = changeableNatGateway(call, input.NatGatewayId, 'public');
  const gone = secondaryHolding(gateway, 'associationId', required(input.AssociationIds, 'AssociationId'));
  for (const { allocationId = '' } of gone) {
    const elasticIp = call.tx.elasticIps.get(allocationId);
    if (elasticIp) disassociateAddress(call.tx, elasticIp);
  }
  removeAddresses(call, gateway, row, gone);
  return { NatGatewayId: gateway.id, NatGatewayAddresses: addressViews(gateway, gone, 'disassociating') };
}
