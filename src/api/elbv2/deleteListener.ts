/** DeleteListener. */
import type { DeleteListenerInput, DeleteListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { findListener } from './lookups.ts';

export function deleteListener(call: Call, input: DeleteListenerInput): DeleteListenerOutput {
  call.tx.listeners.delete(findListener(call, input.ListenerArn).id);
  return {};
}
