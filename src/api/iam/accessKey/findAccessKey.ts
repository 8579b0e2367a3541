/** An access key of a user or, without a name, of the caller. */
import type { IamAccessKey } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { noSuchEntity } from '../errors.ts';
import { userOrRoot } from '../lookups.ts';
import { checkLength } from '../names.ts';

export function findAccessKey(
  call: Call,
  { UserName, AccessKeyId }: { UserName?: string; AccessKeyId?: string },
): IamAccessKey {
  const id = checkLength(AccessKeyId, 'accessKeyId', 16, 128);
  const user = userOrRoot(call, UserName);
  const key = call.tx.accessKeys.get(id);
  if (key && key.accountId === call.accountId && key.spec.userId === user?.id) return key;
  throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
}
