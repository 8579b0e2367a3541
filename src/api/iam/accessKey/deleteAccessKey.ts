/** DeleteAccessKey. */
import type { DeleteAccessKeyRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { findAccessKey } from './findAccessKey.ts';

export function deleteAccessKey(call: Call, input: DeleteAccessKeyRequest): object {
  call.tx.accessKeys.delete(findAccessKey(call, input).id);
  return {};
}
