/** DescribeVpcAttribute: one attribute per call. */
import type { DescribeVpcAttributeRequest, DescribeVpcAttributeResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findVpc, required } from '../ids.ts';

export function describeVpcAttribute(
  call: Call,
  input: DescribeVpcAttributeRequest,
): DescribeVpcAttributeResult {
  const { id: VpcId, spec } = findVpc(call, input.VpcId);
  const attribute: string = required(input.Attribute, 'attribute');
  if (attribute === 'enableDnsSupport') return { VpcId, EnableDnsSupport: { Value: spec.enableDnsSupport } };
  if (attribute === 'enableDnsHostnames') {
    return { VpcId, EnableDnsHostnames: { Value: spec.enableDnsHostnames } };
  }
  if (attribute === 'enableNetworkAddressUsageMetrics') {
    return { VpcId, EnableNetworkAddressUsageMetrics: { Value: spec.enableNetworkAddressUsageMetrics } };
  }
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${attribute}) for parameter attribute is invalid. Unknown VPC attribute.`,
  );
}
