/** ModifyVpcEndpointServicePayerResponsibility: the provider takes the bill, once and for all. */
import type {
  ModifyVpcEndpointServicePayerResponsibilityRequest,
  ModifyVpcEndpointServicePayerResponsibilityResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findEndpointService, required } from '../ids.ts';

export function modifyVpcEndpointServicePayerResponsibility(
  call: Call,
  input: ModifyVpcEndpointServicePayerResponsibilityRequest,
): ModifyVpcEndpointServicePayerResponsibilityResult {
  const row = findEndpointService(call, input.ServiceId);
  const payerResponsibility = required(input.PayerResponsibility, 'PayerResponsibility');
  if (payerResponsibility !== 'ServiceOwner') {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value '${payerResponsibility}' for PayerResponsibility. Valid value: ServiceOwner`,
    );
  }
  call.tx.endpointServices.put({ ...row, spec: { ...row.spec, payerResponsibility } });
  return { ReturnValue: true };
}
