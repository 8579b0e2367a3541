/** DescribeAccountAttributes: VPC is the only platform; the limits are the quotas of this service. */
import type { DescribeAccountAttributesRequest, DescribeAccountAttributesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { quota } from '../../quotas.ts';
import { findDefaultVpc } from '../vpc/defaultVpc.ts';

export function describeAccountAttributes(
  call: Call,
  input: DescribeAccountAttributesRequest,
): DescribeAccountAttributesResult {
  const attributes = attributesOf(call);
  const wanted: readonly string[] = input.AttributeNames?.length
    ? input.AttributeNames
    : Object.keys(attributes);
  return {
    AccountAttributes: wanted.map((AttributeName) => {
      const value = Object.hasOwn(attributes, AttributeName) ? attributes[AttributeName] : undefined;
      if (value === undefined) {
        throw new AwsError('InvalidParameterValue', `The attribute '${AttributeName}' is invalid`);
      }
      return { AttributeName, AttributeValues: [{ AttributeValue: value }] };
    }),
  };
}

function attributesOf(call: Call): Record<string, string> {
  return {
    'supported-platforms': 'VPC',
    'vpc-max-security-groups-per-interface': String(quota('securityGroupsPerInterface')),
    'max-elastic-ips': '5',
    'max-instances': '20',
    'vpc-max-elastic-ips': '5',
    'default-vpc': findDefaultVpc(call)?.id ?? 'none',
  };
}
