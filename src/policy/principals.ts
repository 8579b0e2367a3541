/** Whom a statement is about: the element Principal, or NotPrincipal. */
import {
  type PolicyPlace,
  PRINCIPAL_TYPES,
  type PrincipalName,
  type PrincipalSelection,
  type PrincipalType,
} from './document.ts';
import { type Members, objectMembers, oneOrMore, textOf } from './elements.ts';
import type { JsonNode } from './json.ts';
import { faultAt, syntaxError } from './policyError.ts';

/** @throws PolicyError */
export function readPrincipals(
  statement: JsonNode,
  members: Members,
  place: PolicyPlace,
): PrincipalSelection | undefined {
  const [plain, negated] = [members.get('Principal'), members.get('NotPrincipal')];
  if (plain && negated) throw syntaxError(negated);
  const node = plain ?? negated;
  if (place === 'identity' || place === 'managed') {
    if (node) throw faultAt(node, 'Policy document should not specify a principal.');
    return undefined;
  }
  if (!node) throw faultAt(statement, 'Missing required field Principal');
  const not = node === negated;
  if (node.kind === 'string') return { not, names: [everyone(node)] };
  return { not, names: Array.from(objectMembers(node)).flatMap(([type, values]) => readNames(type, values)) };
}

function everyone(node: JsonNode): PrincipalName {
  if (textOf(node) === '*') return { type: 'AWS', value: '*' };
  throw faultAt(node, `Invalid principal in policy: "${textOf(node)}"`);
}

function readNames(type: string, values: JsonNode): PrincipalName[] {
  if (!isPrincipalType(type)) throw faultAt(values, `Invalid principal in policy: "${type}"`);
  return oneOrMore(values).map((node) => {
    const value = textOf(node);
    if (PRINCIPAL_FORMS[type].test(value)) return { type, value };
    throw faultAt(node, `Invalid principal in policy: "${type}":"${value}"`);
  });
}

function isPrincipalType(type: string): type is PrincipalType {
  return PRINCIPAL_TYPES.some((known) => known === type);
}

/** No wildcard stands inside a principal's ARN. */
const PRINCIPAL_FORMS: Readonly<Record<PrincipalType, RegExp>> = {
  AWS: /^(\*|\d{12}|arn:aws[\w-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/[\w+=,.@/-]+)|A(IDA|ROA)[A-Z0-9]+)$/,
  Service: /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|internal)$/,
  Federated: /^\S+$/,
  CanonicalUser: /^[0-9a-f]{64}$/,
};
