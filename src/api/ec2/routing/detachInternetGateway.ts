/** DetachInternetGateway: once nothing in the VPC has a public address. Routes through it stay and become black holes. */
import type { DetachInternetGatewayRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { hasPublicAddress } from '../../../state/elasticIps.ts';
import type { Call } from '../../operation.ts';
import { findInternetGateway, required } from '../ids.ts';

export function detachInternetGateway(call: Call, input: DetachInternetGatewayRequest): object {
  const gateway = findInternetGateway(call, input.InternetGatewayId);
  const vpcId = required(input.VpcId, 'vpcId');
  if (!gateway.spec.vpcIds.includes(vpcId)) {
    throw new AwsError('Gateway.NotAttached', `resource ${gateway.id} is not attached to network ${vpcId}`);
  }
  if (hasPublicAddress(call.tx, vpcId)) {
    throw new AwsError(
      'DependencyViolation',
      `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    );
  }
  call.tx.internetGateways.put({ ...gateway, spec: { vpcIds: [] } });
  return {};
}
