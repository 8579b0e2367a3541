/** AttachInternetGateway: one VPC per gateway, one gateway per VPC. */
import type { AttachInternetGatewayRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findInternetGateway, findVpc } from '../ids.ts';

export function attachInternetGateway(call: Call, input: AttachInternetGatewayRequest): object {
  const gateway = findInternetGateway(call, input.InternetGatewayId);
  const vpc = findVpc(call, input.VpcId);
  if (gateway.spec.vpcIds.length > 0) {
    throw new AwsError(
      'Resource.AlreadyAssociated',
      `resource ${gateway.id} is already attached to network ${gateway.spec.vpcIds[0]}`,
    );
  }
  if (call.tx.internetGateways.count('vpc', vpc.id) > 0) {
    throw new AwsError('InvalidParameterValue', `Network ${vpc.id} already has an internet gateway attached`);
  }
  call.tx.internetGateways.put({ ...gateway, spec: { vpcIds: [vpc.id] } });
  return {};
}
