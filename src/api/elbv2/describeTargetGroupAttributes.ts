/** DescribeTargetGroupAttributes: always the whole list. */
import type {
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { targetGroupAttributes } from './attributeRules.ts';
import { attributeList } from './attributes.ts';
import { findTargetGroup } from './lookups.ts';

export function describeTargetGroupAttributes(
  call: Call,
  input: DescribeTargetGroupAttributesInput,
): DescribeTargetGroupAttributesOutput {
  const row = findTargetGroup(call, input.TargetGroupArn);
  return { Attributes: attributeList(targetGroupAttributes(row), row.spec.attributes) };
}
