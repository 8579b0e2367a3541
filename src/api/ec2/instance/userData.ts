/** User data as callers send it: base64, 16 KiB at most once decoded. */
import { AwsError } from '../../../base/awsError.ts';

const MAX_BYTES = 16_384;

/** @throws AwsError InvalidUserData.Malformed, InvalidParameterValue */
export function checkedUserData(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const packed = text.replace(/\s/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) {
    throw new AwsError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
  }
  if (Buffer.from(packed, 'base64').length > MAX_BYTES) {
    throw new AwsError('InvalidParameterValue', `User data is limited to ${MAX_BYTES} bytes`);
  }
  return packed;
}
