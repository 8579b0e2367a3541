/** AssumeRole: keys of a role's session. */
import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../base/awsError.ts';
import { assumedRoleArn } from '../../resources/iam.ts';
import type { Call } from '../operation.ts';
import { type AssumableRole, type Assumption, assumableRole } from './assumableRole.ts';
import { isRoleSession } from './caller.ts';
import { checkDuration, checkSessionName, checkText, packedPolicySize } from './checks.ts';
import { openSession } from './openSession.ts';

const LONGEST_SECONDS = 43_200;
const HOUR_SECONDS = 3600;

export function assumeRole(call: Call, input: AssumeRoleRequest): AssumeRoleResponse {
  const arn = checkText(input.RoleArn ?? '', 'roleArn', [20, 2048], /^[\t\n\r -\uffff]*$/);
  const sessionName = checkSessionName(input.RoleSessionName, 'roleSessionName', 64);
  const seconds = checkDuration(input.DurationSeconds ?? HOUR_SECONDS, LONGEST_SECONDS);
  const packed = packedPolicySize(input);
  const role = assumableRole(call, arn, assumption(input, sessionName));
  checkLimit(call, role, seconds);
  const principalArn = assumedRoleArn(role.accountId, role.name, sessionName);
  const principalId = `${role.id}:${sessionName}`;
  const owner = {
    accountId: role.accountId,
    principalArn,
    principalId,
    policy: input.Policy,
    policyArns: input.PolicyArns?.flatMap((each) => each.arn ?? []),
    sourceIdentity: input.SourceIdentity,
    tags: Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
  return {
    Credentials: openSession(call, owner, seconds),
    AssumedRoleUser: { AssumedRoleId: principalId, Arn: principalArn },
    PackedPolicySize: packed,
    SourceIdentity: input.SourceIdentity,
  };
}

function assumption(input: AssumeRoleRequest, sessionName: string): Assumption {
  const actions = ['sts:AssumeRole'];
  const context: [string, string][] = [['sts:rolesessionname', sessionName]];
  if (input.Tags && input.Tags.length > 0) actions.push('sts:TagSession');
  if (input.SourceIdentity !== undefined) {
    actions.push('sts:SetSourceIdentity');
    context.push(['sts:sourceidentity', checkSessionName(input.SourceIdentity, 'sourceIdentity', 64)]);
  }
  if (input.ExternalId !== undefined) {
    const externalId = checkText(input.ExternalId, 'externalId', [2, 1224], /^[\w+=,.@:/-]*$/);
    context.push(['sts:externalid', externalId]);
  }
  return { actions, context };
}

function checkLimit(call: Call, role: AssumableRole, seconds: number): void {
  if (isRoleSession(call) && seconds > HOUR_SECONDS) {
    throw tooLong(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  if (seconds > role.maxSessionSeconds) {
    throw tooLong('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
}

function tooLong(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
