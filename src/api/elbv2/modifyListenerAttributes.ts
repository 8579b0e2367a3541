/** ModifyListenerAttributes. */
import type {
  ModifyListenerAttributesInput,
  ModifyListenerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { attributeList, withAttributes } from './attributes.ts';
import { rulesOf } from './describeListenerAttributes.ts';
import { findListener } from './lookups.ts';

export function modifyListenerAttributes(
  call: Call,
  input: ModifyListenerAttributesInput,
): ModifyListenerAttributesOutput {
  const row = findListener(call, input.ListenerArn);
  const rules = rulesOf(call, row);
  const attributes = withAttributes('Listener', rules, row.spec.attributes, input.Attributes);
  call.tx.listeners.put({ ...row, spec: { ...row.spec, attributes } });
  return { Attributes: attributeList(rules, attributes) };
}
