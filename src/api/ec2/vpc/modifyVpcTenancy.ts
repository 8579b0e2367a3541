/** ModifyVpcTenancy: from dedicated to default, the only way AWS knows. */
import type { ModifyVpcTenancyRequest, ModifyVpcTenancyResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findVpc, required } from '../ids.ts';

export function modifyVpcTenancy(call: Call, input: ModifyVpcTenancyRequest): ModifyVpcTenancyResult {
  const vpc = findVpc(call, input.VpcId);
  const tenancy: string = required(input.InstanceTenancy, 'InstanceTenancy');
  if (tenancy !== 'default') {
    throw new AwsError('UnsupportedTenancy', `The tenancy value ${tenancy} is not supported.`);
  }
  call.tx.vpcs.put({ ...vpc, spec: { ...vpc.spec, instanceTenancy: tenancy } });
  return { ReturnValue: true };
}
