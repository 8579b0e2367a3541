/** IAM's refusals, with the status of each. */
import { AwsError } from '../../base/awsError.ts';
import { howToRaise, type QuotaName, quota } from '../quotas.ts';

export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, 404);
}

export function alreadyExists(message: string): AwsError {
  return new AwsError('EntityAlreadyExists', message, 409);
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflict', message, 409);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceeded', message, 409);
}

export function malformedPolicy(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message);
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInput', message);
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** A value outside the model's bounds, in the words that all of AWS's query services share. */
export function constraintError(value: unknown, member: string, constraint: string): AwsError {
  return validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

/**
 * @param quotaOrLimit a quota, which an operator may raise, or a limit that stands
 * @param name AWS's word for it
 * @throws AwsError LimitExceeded where one more would exceed it
 */
export function checkQuota(count: number, quotaOrLimit: QuotaName | number, name: string): void {
  const isLimit = typeof quotaOrLimit === 'number';
  const most = isLimit ? quotaOrLimit : quota(quotaOrLimit);
  const words = `Cannot exceed quota for ${name}: ${most}`;
  if (count >= most) throw limitExceeded(isLimit ? words : `${words}. ${howToRaise(quotaOrLimit)}`);
}
