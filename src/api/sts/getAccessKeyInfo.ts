/** GetAccessKeyInfo: the account of a key, whoever asks. */
import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../base/awsError.ts';
import { accountToldByKeyId } from '../../resources/accessKeyId.ts';
import type { Call } from '../operation.ts';
import { checkText } from './checks.ts';

export function getAccessKeyInfo(
  _call: Call,
  { AccessKeyId = '' }: GetAccessKeyInfoRequest,
): GetAccessKeyInfoResponse {
  // Without strict authentication twelve digits are a key, and its account.
  if (/^\d{12}$/.test(AccessKeyId)) return { Account: AccessKeyId };
  const account = accountToldByKeyId(checkText(AccessKeyId, 'accessKeyId', [16, 128], /^\w*$/));
  if (account !== undefined) return { Account: account };
  throw new AwsError('ValidationError', 'Access key ID is not valid.');
}
