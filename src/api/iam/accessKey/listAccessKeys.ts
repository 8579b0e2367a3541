/** ListAccessKeys. */
import type { ListAccessKeysRequest, ListAccessKeysResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { userOrRoot } from '../lookups.ts';
import { pageOf } from '../pages.ts';
import { accessKeyView } from './accessKeyView.ts';

export function listAccessKeys(call: Call, input: ListAccessKeysRequest): ListAccessKeysResponse {
  const user = userOrRoot(call, input.UserName);
  const keys = call.tx.accessKeys.by('owner', user?.id ?? call.accountId);
  const { items, page } = pageOf(keys, ({ id }) => id, input);
  return { AccessKeyMetadata: items.map((key) => accessKeyView(call, key)), ...page };
}
