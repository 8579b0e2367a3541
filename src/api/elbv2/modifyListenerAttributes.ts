/** ModifyListenerAttributes. */
import type {
  ModifyListenerAttributesInput,
  ModifyListenerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { LISTENER_ATTRIBUTES } from './attributeRules.ts';
import { attributeList, withAttributes } from './attributes.ts';
import { findListener } from './lookups.ts';

export function modifyListenerAttributes(
  call: Call,
  input: ModifyListenerAttributesInput,
): ModifyListenerAttributesOutput {
  const row = findListener(call, input.ListenerArn);
  const attributes = withAttributes(LISTENER_ATTRIBUTES, row.spec.attributes, input.Attributes);
  call.tx.listeners.put({ ...row, spec: { ...row.spec, attributes } });
  return { Attributes: attributeList(LISTENER_ATTRIBUTES, attributes) };
}
