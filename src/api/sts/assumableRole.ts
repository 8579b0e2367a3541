/** The role that a caller may assume, by the role's trust policy. */
import { createHash } from 'node:crypto';
import { AwsError } from '../../base/awsError.ts';
import { compilePolicy } from '../../policy/compilePolicy.ts';
import { parsePolicy } from '../../policy/parsePolicy.ts';
import { iamArn, iamNameKey } from '../../resources/iam.ts';
import type { Call } from '../operation.ts';
import { callerArns, callerContext, isRoot } from './caller.ts';

export interface AssumableRole {
  readonly accountId: string;
  /** `AROA…`. */
  readonly id: string;
  readonly name: string;
  readonly maxSessionSeconds: number;
}

export interface Assumption {
  /** Actions that the trust policy must allow, all of them. */
  readonly actions: readonly string[];
  /** Condition keys of the request. */
  readonly context: readonly (readonly [string, string])[];
}

const ROLE_ARN = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:[!-~]*\/)?([\w+=,.@-]{1,64})$/;
const LONGEST_SESSION_SECONDS = 43_200;

/** @throws AwsError ValidationError, AccessDenied */
export function assumableRole(call: Call, arn: string, assumption: Assumption): AssumableRole {
  const [, accountId, name] = ROLE_ARN.exec(arn) ?? [];
  if (accountId === undefined || name === undefined) {
    throw new AwsError('ValidationError', `${arn} is invalid`);
  }
  if (call.verified && isRoot(call)) {
    throw new AwsError('AccessDenied', 'Roles may not be assumed by root accounts.', 403);
  }
  const [role] = call.tx.roles.by('name', iamNameKey(accountId, name));
  if (!role || iamArn(accountId, 'role', role.spec) !== arn) {
    if (call.verified || role) throw denied(call, 'sts:AssumeRole', arn);
    return { accountId, id: idOfUnmade(arn), name, maxSessionSeconds: LONGEST_SESSION_SECONDS };
  }
  checkTrust(call, arn, role.spec.trustPolicy, assumption);
  return { accountId, id: role.id, name: role.spec.name, maxSessionSeconds: role.spec.maxSessionSeconds };
}

function checkTrust(call: Call, arn: string, trustPolicy: string, { actions, context }: Assumption): void {
  const policy = compilePolicy(parsePolicy(trustPolicy, 'trust'));
  const principal = { type: 'AWS', accountId: call.accountId, arns: callerArns(call) } as const;
  const known = new Map([...callerContext(call), ...context].map(([key, value]) => [key, [value]]));
  for (const action of actions) {
    const { effect } = policy.decide({ principal, action, resource: arn, context: known });
    if (effect === 'implicitDeny') throw denied(call, action, arn);
    if (effect === 'explicitDeny') {
      throw denied(call, action, arn, ' with an explicit deny in the role trust policy');
    }
  }
}

function denied({ principalArn }: Call, action: string, arn: string, reason = ''): AwsError {
  const message = `User: ${principalArn} is not authorized to perform: ${action} on resource: ${arn}${reason}`;
  return new AwsError('AccessDenied', message, 403);
}

/** Always the same for the same ARN, as if the role were there. */
function idOfUnmade(arn: string): string {
  const digest = createHash('sha256').update(arn).digest();
  return `AROA${Array.from(digest.subarray(0, 17), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31]).join('')}`;
}
