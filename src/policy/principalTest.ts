/** Whether a statement is about a principal. */
import type { PrincipalName, PrincipalSelection, Statement } from './document.ts';
import { isRoot, type Principal } from './request.ts';

export type PrincipalTest = (principal: Principal) => boolean;

/**
 * A denial for all but those named goes step by step, as AWS does it: the account, then the role, then the session.
 * Who is not named at any step is denied.
 *
 * @param accountIsItsRoot an account's name means its root alone
 */
export function principalTest(
  selection: PrincipalSelection | undefined,
  effect: Statement['effect'],
  accountIsItsRoot = false,
): PrincipalTest {
  // Identity policies are about whoever has them.
  if (!selection) return () => true;
  const names = new Set(selection.names.map(nameOf));
  if (names.has('*')) return () => !selection.not;
  const named = (step: string) => names.has(step);
  if (!selection.not && accountIsItsRoot) return (principal) => rootOnlySteps(principal).some(named);
  if (!selection.not) return (principal) => stepsOf(principal).some(named);
  if (effect === 'Deny') return (principal) => !stepsOf(principal).every(named);
  return (principal) => !stepsOf(principal).some(named);
}

/** An account is its digits, or its root. */
function nameOf({ type, value }: PrincipalName): string {
  if (type === 'AWS' && value === '*') return '*';
  const account = type === 'AWS' && /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1];
  return `${type}:${account || value}`;
}

function rootOnlySteps(principal: Principal): readonly string[] {
  const steps = stepsOf(principal);
  return principal.type === 'AWS' && !isRoot(principal) ? steps.slice(1) : steps;
}

/** One principal makes many requests, and each meets many statements. */
const knownSteps = new WeakMap<Principal, readonly string[]>();

function stepsOf(principal: Principal): readonly string[] {
  const known = knownSteps.get(principal);
  if (known) return known;
  const steps = stepsTo(principal);
  knownSteps.set(principal, steps);
  return steps;
}

function stepsTo(principal: Principal): readonly string[] {
  switch (principal.type) {
    case 'AWS':
      return awsSteps(principal);
    case 'Service':
      return [`Service:${principal.name}`];
    case 'Federated':
      return [`Federated:${principal.provider}`];
    case 'Anonymous':
      // No policy can say this.
      return ['Anonymous'];
  }
}

function awsSteps(principal: Principal & { type: 'AWS' }): readonly string[] {
  const account = `AWS:${principal.accountId}`;
  return isRoot(principal) ? [account] : [account, ...principal.arns.map((arn) => `AWS:${arn}`)];
}
