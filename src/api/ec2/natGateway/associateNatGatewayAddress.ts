/** AssociateNatGatewayAddress: further Elastic IPs for a public NAT gateway, each with a private address. */
import type {
  AssociateNatGatewayAddressRequest,
  AssociateNatGatewayAddressResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { assignAddresses } from '../../../state/interfaces.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { boundAddresses } from './boundAddresses.ts';
import { changeableNatGateway } from './findNatGateway.ts';
import { alreadyAssociated, natElasticIp, takenAmong } from './natElasticIps.ts';
import { wantedAddresses } from './natGatewayRequest.ts';
import { addressViews } from './natGatewayView.ts';

export function associateNatGatewayAddress(
  call: Call,
  input: AssociateNatGatewayAddressRequest,
): AssociateNatGatewayAddressResult {
  const { gateway, row } = changeableNatGateway(call, input.NatGatewayId, 'public');
  const elasticIps = required(input.AllocationIds, 'AllocationId').map((id) => natElasticIp(call, id));
  const wanted = wantedAddresses(input.PrivateIpAddresses, elasticIps.length);
  const taken = takenAmong(call.tx, elasticIps);
  if (taken) throw new AwsError(alreadyAssociated(taken).code, alreadyAssociated(taken).message);
  const before = gateway.spec.addresses;
  wantedAddresses(undefined, before.length - 1 + wanted.length);
  const grown = assignAddresses(call.tx, row, wanted, call.random);
  const added = boundAddresses(call, grown, elasticIps, before.length);
  call.tx.natGateways.put({ ...gateway, spec: { ...gateway.spec, addresses: [...before, ...added] } });
  return { NatGatewayId: gateway.id, NatGatewayAddresses: addressViews(gateway, added, 'associating') };
}
