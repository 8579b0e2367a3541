/** PutUserPolicy, GetUserPolicy, ListUserPolicies, DeleteUserPolicy, and the same for groups and roles. */
import type { IamResource, PolicyHolder } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { checkPolicyDocument, encodedDocument } from '../documents.ts';
import { limitExceeded, noSuchEntity } from '../errors.ts';
import { GROUP, type HolderKind, ROLE, USER } from '../kinds.ts';
import { checkName } from '../names.ts';
import { type PageRequest, pageOf } from '../pages.ts';

export const putUserPolicy = putting(USER);
export const putGroupPolicy = putting(GROUP);
export const putRolePolicy = putting(ROLE);

export const getUserPolicy = getting(USER);
export const getGroupPolicy = getting(GROUP);
export const getRolePolicy = getting(ROLE);

export const listUserPolicies = listing(USER);
export const listGroupPolicies = listing(GROUP);
export const listRolePolicies = listing(ROLE);

export const deleteUserPolicy = deleting(USER);
export const deleteGroupPolicy = deleting(GROUP);
export const deleteRolePolicy = deleting(ROLE);

type Holder = IamResource & { readonly spec: PolicyHolder };
interface PolicyRequest {
  readonly PolicyName?: string;
}

function putting<Row extends Holder, Request>(kind: HolderKind<Row, Request>) {
  return (call: Call, input: Request & PolicyRequest & { PolicyDocument?: string }): object => {
    const name = checkName(input.PolicyName, 'policyName', 128);
    const row = kind.find(call, input);
    const tooLong = `Maximum policy size of ${kind.inlineSize} bytes exceeded for ${kind.word} ${row.spec.name}`;
    const document = checkPolicyDocument(input.PolicyDocument, kind.inlineSize, tooLong);
    const inlinePolicies = { ...row.spec.inlinePolicies, [name]: document };
    if (sizeOf(inlinePolicies) > kind.inlineSize) throw limitExceeded(tooLong);
    kind.put(call, { ...row, spec: { ...row.spec, inlinePolicies } });
    return {};
  };
}

function getting<Row extends Holder, Request>(kind: HolderKind<Row, Request>) {
  return (call: Call, input: Request & PolicyRequest): object => {
    const { name, document } = found(kind, call, input);
    return { ...kind.nameIn(input), PolicyName: name, PolicyDocument: encodedDocument(document) };
  };
}

function listing<Row extends Holder, Request>(kind: HolderKind<Row, Request>) {
  return (call: Call, input: Request & PageRequest): object => {
    const names = Object.keys(kind.find(call, input).spec.inlinePolicies);
    const { items, page } = pageOf(names, (name) => name, input);
    return { PolicyNames: items, ...page };
  };
}

function deleting<Row extends Holder, Request>(kind: HolderKind<Row, Request>) {
  return (call: Call, input: Request & PolicyRequest): object => {
    const { row, name } = found(kind, call, input);
    const others = Object.entries(row.spec.inlinePolicies).filter(([each]) => each !== name);
    kind.put(call, { ...row, spec: { ...row.spec, inlinePolicies: Object.fromEntries(others) } });
    return {};
  };
}

function found<Row extends Holder, Request>(
  kind: HolderKind<Row, Request>,
  call: Call,
  input: Request & PolicyRequest,
) {
  const name = checkName(input.PolicyName, 'policyName', 128);
  const row = kind.find(call, input);
  const entry = Object.entries(row.spec.inlinePolicies).find(([each]) => each === name);
  if (entry) return { row, name, document: entry[1] };
  throw noSuchEntity(`The ${kind.word} policy with name ${name} cannot be found.`);
}

/** White space does not count. */
function sizeOf(policies: Readonly<Record<string, string>>): number {
  return Object.values(policies).join('').replace(/\s/g, '').length;
}
