/** CreateAccessKey: the only answer that shows the secret. */
import type { CreateAccessKeyRequest, CreateAccessKeyResponse } from '@aws-sdk/client-iam';
import { ALPHANUMERIC } from '../../../base/random.ts';
import { newAccessKeyId } from '../../../resources/accessKeyId.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../errors.ts';
import { userOrRoot } from '../lookups.ts';
import { accessKeyView } from './accessKeyView.ts';

export const KEYS_PER_USER = 2;

export function createAccessKey(call: Call, { UserName }: CreateAccessKeyRequest): CreateAccessKeyResponse {
  const { tx, accountId, random } = call;
  const user = userOrRoot(call, UserName);
  checkQuota(tx.accessKeys.count('owner', user?.id ?? accountId), KEYS_PER_USER, 'AccessKeysPerUser');
  const secretAccessKey = random.text(40, `${ALPHANUMERIC}+/`);
  const row = {
    id: newAccessKeyId('AKIA', accountId, random),
    accountId,
    createdAt: call.now.toISOString(),
    tags: {},
    spec: { userId: user?.id, secretAccessKey, active: true },
  };
  tx.accessKeys.put(row);
  return { AccessKey: { ...accessKeyView(call, row), SecretAccessKey: secretAccessKey } };
}
