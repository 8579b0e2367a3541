/** What GetSessionToken and GetFederationToken have in common: lasting keys only, and an hour for a root. */
import { AwsError } from '../../base/awsError.ts';
import type { Call } from '../operation.ts';
import { isRoot } from './caller.ts';
import { checkDuration } from './checks.ts';

const LONGEST_SECONDS = 129_600;
const DEFAULT_SECONDS = 43_200;
const ROOT_SECONDS = 3600;

/** @throws AwsError AccessDenied for temporary keys, ValidationError */
export function ownSessionSeconds(call: Call, asked: number | undefined): number {
  if (call.temporary) {
    throw new AwsError('AccessDenied', `Cannot call ${call.action} with session credentials`, 403);
  }
  const seconds = checkDuration(asked ?? DEFAULT_SECONDS, LONGEST_SECONDS);
  return isRoot(call) ? Math.min(seconds, ROOT_SECONDS) : seconds;
}
