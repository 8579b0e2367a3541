/** ModifyVpcAttribute: one attribute per call. */
import type { ModifyVpcAttributeRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findVpc } from '../ids.ts';

export function modifyVpcAttribute(call: Call, input: ModifyVpcAttributeRequest): object {
  const vpc = findVpc(call, input.VpcId);
  call.tx.vpcs.put({ ...vpc, spec: { ...vpc.spec, ...changeFrom(input) } });
  return {};
}

function changeFrom(input: ModifyVpcAttributeRequest): Record<string, boolean> {
  const given = Object.entries({
    enableDnsSupport: input.EnableDnsSupport?.Value,
    enableDnsHostnames: input.EnableDnsHostnames?.Value,
    enableNetworkAddressUsageMetrics: input.EnableNetworkAddressUsageMetrics?.Value,
  }).filter((entry): entry is [string, boolean] => entry[1] !== undefined);
  if (given.length === 1) return Object.fromEntries(given);
  if (given.length === 0) {
    throw new AwsError('MissingParameter', 'The request must contain a VPC attribute to modify.');
  }
  throw new AwsError(
    'InvalidParameterCombination',
    `Fields for multiple attribute types specified: ${given.map(([name]) => name).join(', ')}`,
  );
}
