/** AttachUserPolicy, DetachUserPolicy, ListAttachedUserPolicies, and the same for groups and roles. */
import type { AttachedPolicy } from '@aws-sdk/client-iam';
import type { IamResource, PolicyHolder } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { checkQuota, noSuchEntity } from '../errors.ts';
import { GROUP, type HolderKind, ROLE, USER } from '../kinds.ts';
import { checkPathPrefix } from '../names.ts';
import { type PageRequest, pageOf } from '../pages.ts';
import { attachablePolicy, checkPolicyArn, policyIfAny } from '../policy/findPolicy.ts';

export const attachUserPolicy = attaching(USER);
export const attachGroupPolicy = attaching(GROUP);
export const attachRolePolicy = attaching(ROLE);

export const detachUserPolicy = detaching(USER);
export const detachGroupPolicy = detaching(GROUP);
export const detachRolePolicy = detaching(ROLE);

export const listAttachedUserPolicies = listing(USER);
export const listAttachedGroupPolicies = listing(GROUP);
export const listAttachedRolePolicies = listing(ROLE);

type Holder = IamResource & { readonly spec: PolicyHolder };
interface PolicyRequest {
  readonly PolicyArn?: string;
}

/** Attaching again changes nothing. */
function attaching<Row extends Holder, Request>(kind: HolderKind<Row, Request>) {
  return (call: Call, input: Request & PolicyRequest): object => {
    const policy = attachablePolicy(call, input.PolicyArn);
    const row = kind.find(call, input);
    const attached = row.spec.attachedPolicyArns;
    if (attached.includes(policy.id)) return {};
    checkQuota(attached.length, 'iamPoliciesPerIdentity', `PoliciesPer${capitalized(kind.word)}`);
    kind.put(call, { ...row, spec: { ...row.spec, attachedPolicyArns: [...attached, policy.id] } });
    return {};
  };
}

function detaching<Row extends Holder, Request>(kind: HolderKind<Row, Request>) {
  return (call: Call, input: Request & PolicyRequest): object => {
    const arn = checkPolicyArn(input.PolicyArn);
    const row = kind.find(call, input);
    const attached = row.spec.attachedPolicyArns;
    if (!attached.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
    const attachedPolicyArns = attached.filter((each) => each !== arn);
    kind.put(call, { ...row, spec: { ...row.spec, attachedPolicyArns } });
    return {};
  };
}

function listing<Row extends Holder, Request>(kind: HolderKind<Row, Request>) {
  return (call: Call, input: Request & PageRequest & { PathPrefix?: string }): object => {
    const prefix = checkPathPrefix(input.PathPrefix);
    const policies = kind.find(call, input).spec.attachedPolicyArns.flatMap((arn) => {
      const policy = policyIfAny(call, arn);
      return policy?.spec.path.startsWith(prefix) ? { PolicyName: policy.spec.name, PolicyArn: arn } : [];
    });
    const byName = ({ PolicyName, PolicyArn }: AttachedPolicy) => `${PolicyName} ${PolicyArn}`;
    const { items, page } = pageOf<AttachedPolicy>(policies, byName, input);
    return { AttachedPolicies: items, ...page };
  };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
