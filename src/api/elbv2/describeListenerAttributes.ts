/** DescribeListenerAttributes: always the whole list. */
import type {
  DescribeListenerAttributesInput,
  DescribeListenerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { LISTENER_ATTRIBUTES } from './attributeRules.ts';
import { attributeList } from './attributes.ts';
import { findListener } from './lookups.ts';

export function describeListenerAttributes(
  call: Call,
  input: DescribeListenerAttributesInput,
): DescribeListenerAttributesOutput {
  const row = findListener(call, input.ListenerArn);
  return { Attributes: attributeList(LISTENER_ATTRIBUTES, row.spec.attributes) };
}
