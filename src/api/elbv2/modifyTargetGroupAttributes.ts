/** ModifyTargetGroupAttributes. */
import type {
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { checkTargetGroupAgreement } from './attributeAgreement.ts';
import { targetGroupAttributes } from './attributeRules.ts';
import { attributeList, withAttributes } from './attributes.ts';
import { findTargetGroup } from './lookups.ts';

export function modifyTargetGroupAttributes(
  call: Call,
  input: ModifyTargetGroupAttributesInput,
): ModifyTargetGroupAttributesOutput {
  const row = findTargetGroup(call, input.TargetGroupArn);
  const rules = targetGroupAttributes(row);
  const attributes = withAttributes('Target group', rules, row.spec.attributes, input.Attributes);
  checkTargetGroupAgreement(row, attributes);
  call.tx.targetGroups.put({ ...row, spec: { ...row.spec, attributes } });
  return { Attributes: attributeList(rules, attributes) };
}
