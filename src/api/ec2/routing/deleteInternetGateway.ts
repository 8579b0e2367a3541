/** DeleteInternetGateway: only a detached one goes. */
import type { DeleteInternetGatewayRequest } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { dependencyViolation } from '../describe.ts';
import { findInternetGateway } from '../ids.ts';

export function deleteInternetGateway(call: Call, input: DeleteInternetGatewayRequest): object {
  const gateway = findInternetGateway(call, input.InternetGatewayId);
  if (gateway.spec.vpcIds.length > 0) throw dependencyViolation('internetGateway', gateway.id);
  call.tx.internetGateways.delete(gateway.id);
  return {};
}
