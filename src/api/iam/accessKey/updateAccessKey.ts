/** UpdateAccessKey: on or off. */
import type { UpdateAccessKeyRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { constraintError } from '../errors.ts';
import { findAccessKey } from './findAccessKey.ts';

export function updateAccessKey(call: Call, input: UpdateAccessKeyRequest): object {
  if (input.Status !== 'Active' && input.Status !== 'Inactive') {
    throw constraintError(input.Status, 'status', 'satisfy enum value set: [Active, Inactive]');
  }
  const key = findAccessKey(call, input);
  call.tx.accessKeys.put({ ...key, spec: { ...key.spec, active: input.Status === 'Active' } });
  return {};
}
