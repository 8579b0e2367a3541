/** CreateDefaultVpc: makes the default VPC anew after it was deleted. */
import type { CreateDefaultVpcRequest, CreateDefaultVpcResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { makeDefaultVpc } from '../defaults.ts';
import { checkVpcQuota } from './createVpc.ts';
import { findDefaultVpc } from './defaultVpc.ts';
import { vpcView } from './vpcView.ts';

export function createDefaultVpc(call: Call, _input: CreateDefaultVpcRequest): CreateDefaultVpcResult {
  if (findDefaultVpc(call)) {
    throw new AwsError(
      'DefaultVpcAlreadyExists',
      'A Default VPC already exists for this account in this region.',
    );
  }
  checkVpcQuota(call);
  return { Vpc: vpcView(makeDefaultVpc(call)) };
}
