/** Whether a role's trust policy lets a caller assume the role. */
import { conditionsHold, type RequestContext } from './conditions.ts';
import type { Policy, PrincipalName, PrincipalSelection, Statement } from './document.ts';
import { matchesAction } from './wildcards.ts';

export type TrustVerdict = 'allowed' | 'implicitDeny' | 'explicitDeny';

/** Who asks: an identity of an account by all of its ARNs (a session is its role too), or an AWS service. */
export type TrustCaller =
  | { readonly type: 'AWS'; readonly accountId: string; readonly arns: readonly string[] }
  | { readonly type: 'Service'; readonly name: string };

export interface TrustRequest {
  /** Such as `sts:AssumeRole`. */
  readonly action: string;
  readonly caller: TrustCaller;
  readonly context: RequestContext;
}

/** A denial wins over every allowance. */
export function trusts(policy: Policy, request: TrustRequest): TrustVerdict {
  const matching = policy.statements.filter((statement) => isAbout(statement, request));
  const holds = matching.map(({ effect, conditions }) => ({
    effect,
    holds: conditionsHold(conditions, request.context),
  }));
  if (holds.some((one) => one.effect === 'Deny' && one.holds !== false)) return 'explicitDeny';
  return holds.some((one) => one.effect === 'Allow' && one.holds === true) ? 'allowed' : 'implicitDeny';
}

function isAbout({ principal, action }: Statement, request: TrustRequest): boolean {
  const named = action.patterns.some((pattern) => matchesAction(pattern, request.action));
  return named !== action.not && principal !== undefined && names(principal, request.caller);
}

function names(principal: PrincipalSelection, caller: TrustCaller): boolean {
  return principal.names.some((name) => isNamed(name, caller)) !== principal.not;
}

function isNamed({ type, value }: PrincipalName, caller: TrustCaller): boolean {
  if (type !== caller.type) return false;
  if (caller.type === 'Service') return value === caller.name;
  return value === '*' || accountIn(value) === caller.accountId || caller.arns.includes(value);
}

/** The account that a principal stands for as a whole: its digits, or its root. */
function accountIn(principal: string): string | undefined {
  return /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
}
