/** DecodeAuthorizationMessage: what a refusal of EC2 was about, for those who may know. */
import type {
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse,
} from '@aws-sdk/client-sts';
import { AwsError } from '../../base/awsError.ts';
import { decodedMessage } from '../authorization/encodedMessage.ts';
import type { Call } from '../operation.ts';
import { checkText } from './checks.ts';

const LONGEST = 10_240;

export function decodeAuthorizationMessage(
  _call: Call,
  input: DecodeAuthorizationMessageRequest,
): DecodeAuthorizationMessageResponse {
  const encoded = checkText(input.EncodedMessage ?? '', 'encodedMessage', [1, LONGEST], /^.*$/s);
  const message = decodedMessage(encoded);
  if (message !== undefined) return { DecodedMessage: message };
  throw new AwsError('InvalidAuthorizationMessageException', 'Message is not valid');
}
