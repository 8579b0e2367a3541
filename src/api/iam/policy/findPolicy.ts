/** Managed policies by their ARNs: the caller's own, and AWS's. */
import { AwsError } from '../../../base/awsError.ts';
import type { ManagedPolicy } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { invalidInput, noSuchEntity } from '../errors.ts';
import { checkLength } from '../names.ts';
import { awsManagedPolicy } from './awsManaged.ts';

/** @throws AwsError ValidationError, InvalidInput */
export function checkPolicyArn(arn: string | undefined): string {
  const text = checkLength(arn, 'policyArn', 20, 2048);
  if (/^arn:aws[\w-]*:iam::(aws|\d{12}):policy\/\S+$/.test(text)) return text;
  throw invalidInput(`ARN ${text} is not valid.`);
}

/** The policy that the caller may read. */
export function readablePolicy(call: Call, arn: string | undefined): ManagedPolicy {
  const checked = checkPolicyArn(arn);
  const policy = policyIfAny(call, checked);
  if (policy) return policy;
  throw noSuchEntity(`Policy ${checked} was not found.`);
}

/** The policy that the caller may give to its identities. */
export function attachablePolicy(call: Call, arn: string | undefined): ManagedPolicy {
  const checked = checkPolicyArn(arn);
  const policy = policyIfAny(call, checked);
  if (policy) return policy;
  throw noSuchEntity(`Policy ${checked} does not exist or is not attachable.`);
}

/** The policy that the caller may change. */
export function ownPolicy(call: Call, arn: string | undefined): ManagedPolicy {
  const checked = checkPolicyArn(arn);
  if (checked.split(':')[4] === call.accountId) return readablePolicy(call, checked);
  throw new AwsError('AccessDenied', 'Policy is outside your own account.', 403);
}

export function policyIfAny({ tx, accountId }: Call, arn: string): ManagedPolicy | undefined {
  const policy = tx.managedPolicies.get(arn);
  return policy?.accountId === accountId ? policy : awsManagedPolicy(arn);
}
