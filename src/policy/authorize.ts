/** Whether all policies that apply to a request let it through together. Service control policies are not among them. */
import type { CompiledPolicy, Explained, StatementOfPolicy } from './compilePolicy.ts';
import { isRoot, type PolicyRequest, type Principal } from './request.ts';

/** What applies; a policy that is absent says nothing. */
export interface ApplicablePolicies {
  /** Of the endpoint that the request came through: it limits and never grants. */
  readonly endpoint?: CompiledPolicy;
  /** The caller's own and those of its groups. */
  readonly identity: readonly CompiledPolicy[];
  readonly boundary?: CompiledPolicy;
  /** Given when the session was opened; one of them must allow. */
  readonly session?: readonly CompiledPolicy[];
  /** Of the resource. */
  readonly resource?: CompiledPolicy;
}

export interface Ownership {
  readonly resourceAccountId: string;
  /** Keys of KMS and roles: nothing is allowed that their own policy does not allow. */
  readonly resourceMustAllow?: boolean;
}

export type Layer = 'endpoint' | 'resource' | 'identity' | 'boundary' | 'session';

export interface Authorization {
  readonly effect: 'allow' | 'explicitDeny' | 'implicitDeny';
  /** Where it was decided: for an implicit denial, the policies that should have allowed. */
  readonly layer: Layer;
  /** None for an implicit denial, and where the caller is the account's root. */
  readonly by?: StatementOfPolicy;
}

export function authorize(
  request: PolicyRequest,
  policies: ApplicablePolicies,
  ownership: Ownership,
): Authorization {
  return (
    denial(request, policies) ??
    missingAllowance(request, 'endpoint', policies.endpoint && [policies.endpoint]) ??
    granted(request, policies, ownership)
  );
}

/** A denial anywhere wins. An account's root has no policies of its own. */
function denial(request: PolicyRequest, policies: ApplicablePolicies): Authorization | undefined {
  const { endpoint, resource, identity, boundary, session = [] } = policies;
  const layers: [Layer, readonly (CompiledPolicy | undefined)[]][] = [
    ['endpoint', [endpoint]],
    ['resource', [resource]],
    ['identity', identity],
    ['boundary', [boundary]],
    ['session', session],
  ];
  for (const [layer, list] of layers) {
    for (const policy of list) {
      const decision = policy?.decide(request);
      if (decision?.effect === 'explicitDeny') return { effect: 'explicitDeny', layer, by: decision.by };
    }
  }
  return undefined;
}

/** Nothing where there are no such policies, or one allows. */
function missingAllowance(
  request: PolicyRequest,
  layer: Layer,
  policies: readonly CompiledPolicy[] | undefined,
): Authorization | undefined {
  return !policies || allowance(request, policies) ? undefined : { effect: 'implicitDeny', layer };
}

function allowance(
  request: PolicyRequest,
  policies: readonly CompiledPolicy[],
): StatementOfPolicy | undefined {
  for (const policy of policies) {
    const { effect, by } = policy.decide(request);
    if (effect === 'allow') return by;
  }
  return undefined;
}

function granted(request: PolicyRequest, policies: ApplicablePolicies, ownership: Ownership): Authorization {
  const { principal } = request;
  const byResource = resourceGrant(request, policies.resource);
  if (principal.type !== 'AWS')
    return byResource ? allowedBy('resource', byResource.by) : missing('resource');
  const own = principal.accountId === ownership.resourceAccountId;
  if (byResource === undefined && (!own || ownership.resourceMustAllow)) return missing('resource');
  if (own && byResource?.names === 'caller') return allowedBy('resource', byResource.by);
  const narrowed = narrowing(request, policies);
  if (own && byResource?.names === 'role or everybody') {
    return narrowed ?? allowedBy('resource', byResource.by);
  }
  // Another account's resource, or one that leaves it to the caller's account.
  return byIdentity(request, policies) ?? missing('identity');
}

function byIdentity(request: PolicyRequest, policies: ApplicablePolicies): Authorization | undefined {
  if (isRoot(request.principal)) return { effect: 'allow', layer: 'identity' };
  const by = allowance(request, policies.identity);
  return by && (narrowing(request, policies) ?? allowedBy('identity', by));
}

/** What a boundary or the session's policies leave out. */
function narrowing(request: PolicyRequest, policies: ApplicablePolicies): Authorization | undefined {
  if (isRoot(request.principal)) return undefined;
  return (
    missingAllowance(request, 'boundary', policies.boundary && [policies.boundary]) ??
    missingAllowance(request, 'session', policies.session)
  );
}

interface ResourceGrant {
  readonly by: StatementOfPolicy;
  /** A grant to the caller itself passes boundaries and sessions; one to its account leaves it to the account. */
  readonly names: 'caller' | 'role or everybody' | 'account';
}

function resourceGrant(
  request: PolicyRequest,
  resource: CompiledPolicy | undefined,
): ResourceGrant | undefined {
  if (resource?.decide(request).effect !== 'allow') return undefined;
  const grants = resource.explain(request).filter(({ miss }) => !miss);
  const named = (names: ResourceGrant['names']) =>
    grants.filter((grant) => namedIn(grant, request.principal) === names).map((by) => ({ by, names }))[0];
  return named('caller') ?? named('role or everybody') ?? named('account');
}

function namedIn({ statement }: Explained, principal: Principal): ResourceGrant['names'] {
  const selection = statement.principal;
  if (principal.type !== 'AWS' || !selection || selection.not) return 'role or everybody';
  const values = selection.names.filter(({ type }) => type === 'AWS').map(({ value }) => value);
  const [own, ...others] = principal.arns;
  if (values.some((value) => value === own)) return 'caller';
  return values.some((value) => value === '*' || others.includes(value)) ? 'role or everybody' : 'account';
}

function allowedBy(layer: Layer, by: StatementOfPolicy): Authorization {
  return { effect: 'allow', layer, by };
}

function missing(layer: Layer): Authorization {
  return { effect: 'implicitDeny', layer };
}
