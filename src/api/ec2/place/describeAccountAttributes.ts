/** DescribeAccountAttributes: VPC is the only platform; the limits are the quotas in force. */
import type { DescribeAccountAttributesRequest, DescribeAccountAttributesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { quota } from '../../quotas.ts';
import { findDefaultVpc } from '../vpc/defaultVpc.ts';

/** What AWS goes on naming here; instances are limited by their virtual processors now, and here by nothing. */
const MAX_INSTANCES = '20';

const ATTRIBUTES: Readonly<Record<string, (call: Call) => string>> = {
  'supported-platforms': () => 'VPC',
  'vpc-max-security-groups-per-interface': () => String(quota('securityGroupsPerInterface')),
  'max-elastic-ips': () => String(quota('elasticIpsPerRegion')),
  'max-instances': () => MAX_INSTANCES,
  'vpc-max-elastic-ips': () => String(quota('elasticIpsPerRegion')),
  'default-vpc': (call) => findDefaultVpc(call)?.id ?? 'none',
};

export function describeAccountAttributes(
  call: Call,
  input: DescribeAccountAttributesRequest,
): DescribeAccountAttributesResult {
  const asked: readonly string[] = input.AttributeNames ?? [];
  const names = asked.length > 0 ? asked : Object.keys(ATTRIBUTES);
  return {
    AccountAttributes: names.map((AttributeName) => ({
      AttributeName,
      AttributeValues: [{ AttributeValue: attributeValue(call, AttributeName) }],
    })),
  };
}

function attributeValue(call: Call, name: string): string {
  const attribute = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
  if (attribute) return attribute(call);
  throw new AwsError('InvalidParameterValue', `The attribute '${name}' is invalid`);
}
