/**
 * Whether a caller's policies let a call through: with strict authentication only.
 *
 *   call ─► what it needs (…Demands.ts)  ─┐
 *   caller ─► policies (callerPolicies.ts) ┼─► authorize (src/policy), each need by itself ─► nothing, or a refusal
 *   request ─► condition keys             ─┘
 *
 * An account's root may do everything.
 */
import { AwsError } from '../../base/awsError.ts';
import { type Authorization, authorize } from '../../policy/authorize.ts';
import { refusalText } from '../../policy/refusalText.ts';
import type { PolicyRequest } from '../../policy/request.ts';
import type { HttpRequest } from '../../wire/http.ts';
import type { ServiceModel } from '../../wire/protocol.ts';
import type { Call } from '../operation.ts';
import { callerArns, isRoleSession, isRoot } from '../sts/caller.ts';
import { isFederated, policiesOfCaller } from './callerPolicies.ts';
import type { Demand } from './demand.ts';
import { ec2Demands } from './ec2Demands.ts';
import { elbv2Demands } from './elbv2Demands.ts';
import { encodedMessage } from './encodedMessage.ts';
import { iamDemands } from './iamDemands.ts';
import { contextOf, requestKeys } from './requestContext.ts';
import { stsDemands } from './stsDemands.ts';

/** Throws AwsError where the caller may not make the call. */
export type Authorize = (call: Call, service: ServiceModel, input: object, request: HttpRequest) => void;

const DEMANDS: Readonly<Record<string, (call: Call, input: object) => Demand[]>> = {
  ec2: ec2Demands,
  elasticloadbalancing: elbv2Demands,
  iam: iamDemands,
  sts: stsDemands,
};

export const authorizeCall: Authorize = (call, service, input, request) => {
  if (isRoot(call)) return;
  refuseSessions(call, service);
  const policies = policiesOfCaller(call);
  const keys = requestKeys(call, request);
  const principal = { type: 'AWS', accountId: call.accountId, arns: callerArns(call) } as const;
  for (const demand of DEMANDS[service.signingName]?.(call, input) ?? []) {
    const { action, resource, context = [], guarded } = demand;
    const asked = { principal, action, resource, context: contextOf([...keys, ...context]) };
    const ownership = {
      resourceAccountId: guarded?.accountId ?? call.accountId,
      resourceMustAllow: guarded !== undefined,
    };
    const result = authorize(asked, { ...policies, resource: guarded?.policy }, ownership);
    if (result.effect !== 'allow') throw refusal(call, service, asked, result);
  }
};

/** Without a second factor, a user's temporary keys are none for IAM; a federated user's are none for STS either. */
function refuseSessions(call: Call, { signingName }: ServiceModel): void {
  if (!call.temporary || isRoleSession(call)) return;
  if (signingName === 'iam') {
    throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
  }
  if (signingName === 'sts' && isFederated(call) && call.action !== 'GetCallerIdentity') {
    throw new AwsError('AccessDenied', `Cannot call ${call.action} with session credentials`, 403);
  }
}

function refusal(call: Call, service: ServiceModel, asked: PolicyRequest, result: Authorization): AwsError {
  const text = refusalText(call.principalArn, asked, result);
  if (service.protocol !== 'ec2Query') return new AwsError('AccessDenied', withoutTrust(text, result), 403);
  const sealed = isRead(call)
    ? ''
    : `. Encoded authorization failure message: ${encodedMessage(detail(call, asked, result))}`;
  return new AwsError(
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. ${text}${sealed}`,
    403,
  );
}

/** Nothing is told of a role's trust policy but a denial. */
function withoutTrust(text: string, { layer, effect }: Authorization): string {
  if (layer !== 'resource') return text;
  return effect === 'implicitDeny'
    ? text.replace(/ because no resource-based policy .*/, '')
    : text.replace('a resource-based policy', 'the role trust policy');
}

function isRead({ action }: Call): boolean {
  return /^(Describe|Get|List|Search)/.test(action);
}

/** As DecodeAuthorizationMessage shows it. */
function detail(
  call: Call,
  { action, resource, context }: PolicyRequest,
  { effect, by }: Authorization,
): object {
  const items = <T>(list: readonly T[]) => ({ items: list });
  return {
    allowed: false,
    explicitDeny: effect === 'explicitDeny',
    matchedStatements: items(
      by ? [{ statementId: by.statement.sid ?? '', effect: 'DENY', policy: by.source }] : [],
    ),
    failures: items([]),
    context: {
      principal: { id: call.userId, arn: call.principalArn },
      action,
      resource,
      conditions: items(
        Array.from(context, ([key, values]) => ({ key, values: items(values.map((value) => ({ value }))) })),
      ),
    },
  };
}
