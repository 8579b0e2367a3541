/** DeleteEgressOnlyInternetGateway: routes through it stay and become black holes. */
import type {
  DeleteEgressOnlyInternetGatewayRequest,
  DeleteEgressOnlyInternetGatewayResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { find } from '../ids.ts';

export function deleteEgressOnlyInternetGateway(
  call: Call,
  { EgressOnlyInternetGatewayId }: DeleteEgressOnlyInternetGatewayRequest,
): DeleteEgressOnlyInternetGatewayResult {
  const { egressOnlyInternetGateways } = call.tx;
  const { id } = find(
    call,
    egressOnlyInternetGateways,
    'egressOnlyInternetGateway',
    EgressOnlyInternetGatewayId,
    'EgressOnlyInternetGatewayId',
  );
  egressOnlyInternetGateways.delete(id);
  return { ReturnCode: true };
}
