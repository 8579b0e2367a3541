/**
 * The policies that decide what a caller may do.
 *
 *   user                    its own, those of its groups                  boundary
 *   keys of GetSessionToken the user's
 *   role session            the role's                                    boundary   session policies, where given
 *   federated user          those of the user (or root) who asked for it             session policies, always
 */
import type { ApplicablePolicies } from '../../policy/authorize.ts';
import type { CompiledPolicy } from '../../policy/compilePolicy.ts';
import type { PolicyHolder, Role, Session, User } from '../../resources/iam.ts';
import { policyIfAny } from '../iam/policy/findPolicy.ts';
import type { Call } from '../operation.ts';
import { isRoleSession } from '../sts/caller.ts';
import { compiled } from './compiledPolicies.ts';

const ALL = '"Action":"*","Resource":"*"';
const EVERYTHING = `{"Version":"2012-10-17","Statement":{"Effect":"Allow",${ALL}}}`;
const NOTHING = `{"Version":"2012-10-17","Statement":{"Effect":"Deny",${ALL}}}`;

export function policiesOfCaller(call: Call): ApplicablePolicies {
  const session = sessionOf(call);
  if (isRoleSession(call)) return policiesOfRoleSession(call, session);
  const user = userOf(call);
  const own = user ? policiesOfUser(call, user) : { identity: [] };
  if (!isFederated(call)) return own;
  const identity = session?.spec.userId === undefined ? [compiled(EVERYTHING, 'root')] : own.identity;
  return { ...own, identity, session: sessionPolicies(call, session) ?? [] };
}

/** The user whose keys these are, or for whom they stand. */
export function userOf(call: Call): User | undefined {
  return call.tx.users.get(sessionOf(call)?.spec.userId ?? call.userId);
}

export function roleOf({ tx, userId }: Call): Role | undefined {
  return tx.roles.get(userId.split(':')[0] ?? '');
}

export function sessionOf({ tx, sessionId }: Call): Session | undefined {
  return sessionId === undefined ? undefined : tx.sessions.get(sessionId);
}

export function isFederated({ principalArn }: Call): boolean {
  return principalArn.includes(':federated-user/');
}

function policiesOfUser(call: Call, { spec }: User): ApplicablePolicies {
  const groups = spec.groupIds.flatMap((id) => call.tx.groups.get(id) ?? []);
  return {
    identity: [spec, ...groups.map((group) => group.spec)].flatMap((holder) => policiesOf(call, holder)),
    boundary: boundaryOf(call, spec.permissionsBoundaryArn),
  };
}

function policiesOfRoleSession(call: Call, session: Session | undefined): ApplicablePolicies {
  const role = roleOf(call);
  return {
    identity: role ? policiesOf(call, role.spec) : [],
    boundary: boundaryOf(call, role?.spec.permissionsBoundaryArn),
    session: sessionPolicies(call, session),
  };
}

function policiesOf(call: Call, { inlinePolicies, attachedPolicyArns }: PolicyHolder): CompiledPolicy[] {
  const inline = Object.entries(inlinePolicies).map(([name, document]) => compiled(document, name));
  return [...inline, ...attachedPolicyArns.flatMap((arn) => managed(call, arn) ?? [])];
}

/** Undefined where none was given. */
function sessionPolicies(call: Call, session: Session | undefined): CompiledPolicy[] | undefined {
  const { policy, policyArns = [] } = session?.spec ?? {};
  if (policy === undefined && policyArns.length === 0) return undefined;
  const inline = policy === undefined ? [] : [compiled(policy, 'session')];
  return [...inline, ...policyArns.flatMap((arn) => managed(call, arn) ?? [])];
}

/** A boundary that cannot be found lets nothing through. */
function boundaryOf(call: Call, arn: string | undefined): CompiledPolicy | undefined {
  return arn === undefined ? undefined : (managed(call, arn) ?? compiled(NOTHING, arn));
}

function managed(call: Call, arn: string | undefined): CompiledPolicy | undefined {
  const { versions, defaultVersionId } = (arn && policyIfAny(call, arn)?.spec) || {};
  const version = versions?.find(({ id }) => id === defaultVersionId);
  return version && compiled(version.document, arn ?? '', 'managed');
}
