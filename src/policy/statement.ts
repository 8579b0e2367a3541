/** One statement of a policy: its grammar, and what it says. */
import { isConditionOperator } from './conditionOperators.ts';
import {
  type Condition,
  type PolicyPlace,
  PRINCIPAL_TYPES,
  type PrincipalName,
  type PrincipalSelection,
  type PrincipalType,
  type Selection,
  type Statement,
} from './document.ts';
import { type Members, membersOf, objectMembers, oneOrMore, textOf } from './elements.ts';
import type { JsonNode } from './json.ts';
import { faultAt, SYNTAX_ERROR } from './policyError.ts';

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** @throws PolicyError */
export function readStatement(node: JsonNode, place: PolicyPlace): Statement {
  const members = membersOf(node, ELEMENTS);
  return {
    sid: readSid(members.get('Sid'), place),
    effect: readEffect(node, members.get('Effect')),
    principal: readPrincipals(node, members, place),
    action: readActions(node, members),
    resource: readResources(node, members, place),
    conditions: readConditions(members.get('Condition')),
  };
}

function readSid(node: JsonNode | undefined, place: PolicyPlace): string | undefined {
  if (!node) return undefined;
  const sid = textOf(node);
  if (place === 'resource' || /^[0-9A-Za-z]*$/.test(sid)) return sid;
  throw faultAt(
    node,
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
  );
}

function readEffect(statement: JsonNode, node: JsonNode | undefined): 'Allow' | 'Deny' {
  if (!node) throw faultAt(statement, 'Missing required field Effect');
  const effect = textOf(node);
  if (effect === 'Allow' || effect === 'Deny') return effect;
  throw faultAt(node, `Invalid effect: ${effect}`);
}

function readPrincipals(
  statement: JsonNode,
  members: Members,
  place: PolicyPlace,
): PrincipalSelection | undefined {
  const chosen = eitherOf(members, 'Principal', 'NotPrincipal');
  if (place === 'identity') {
    if (chosen) throw faultAt(chosen.node, 'Policy document should not specify a principal.');
    return undefined;
  }
  if (!chosen) throw faultAt(statement, 'Missing required field Principal');
  const { not, node } = chosen;
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

function readActions(statement: JsonNode, members: Members): Selection {
  const chosen = eitherOf(members, 'Action', 'NotAction');
  if (!chosen) throw faultAt(statement, 'Policy statement must contain actions.');
  const items = patternsIn(chosen.node, 'Policy statement must contain actions.');
  return { not: chosen.not, patterns: items.map(readAction) };
}

function readAction(node: JsonNode): string {
  const pattern = textOf(node);
  if (/^(\*|[\w*?-]+:[\w*?]+)$/.test(pattern)) return pattern;
  throw faultAt(node, 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
}

function readResources(statement: JsonNode, members: Members, place: PolicyPlace): Selection | undefined {
  const chosen = eitherOf(members, 'Resource', 'NotResource');
  if (place === 'trust') {
    if (chosen) throw faultAt(chosen.node, 'Has prohibited field Resource');
    return undefined;
  }
  if (!chosen) throw faultAt(statement, 'Policy statement must contain resources.');
  const items = patternsIn(chosen.node, 'Policy statement must contain resources.');
  return { not: chosen.not, patterns: items.map(readResource) };
}

function readResource(node: JsonNode): string {
  const pattern = textOf(node);
  if (/^(\*+|arn:[^:]*:[^:]+:[^:]*:[^:]*:.+)$/s.test(pattern)) return pattern;
  throw faultAt(node, `Resource ${pattern} must be in ARN format or "*".`);
}

function patternsIn(node: JsonNode, message: string): readonly JsonNode[] {
  const items = oneOrMore(node);
  if (items.length === 0) throw faultAt(node, message);
  return items;
}

function readConditions(node: JsonNode | undefined): Condition[] {
  if (!node) return [];
  return Array.from(objectMembers(node)).flatMap(([operator, keys]) => {
    if (!isConditionOperator(operator)) throw faultAt(keys, `Invalid Condition type : ${operator}.`);
    return Array.from(objectMembers(keys), ([key, values]) => readCondition(operator, key, values));
  });
}

function readCondition(operator: string, key: string, values: JsonNode): Condition {
  if (!/^[\w-]+:.+$/.test(key)) {
    throw faultAt(values, 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  return { operator, key, values: oneOrMore(values).map(readConditionValue) };
}

/** Numbers and booleans may be unquoted. */
function readConditionValue(node: JsonNode): string {
  if (node.kind === 'number' || node.kind === 'boolean') return String(node.value);
  return textOf(node);
}

/** The element or its `Not` form; both together are an error. */
function eitherOf(members: Members, name: string, notName: string) {
  const [node, notNode] = [members.get(name), members.get(notName)];
  if (node && notNode) throw faultAt(notNode, `${SYNTAX_ERROR} ${name} and ${notName} exclude each other.`);
  if (notNode) return { not: true, node: notNode };
  return node ? { not: false, node } : undefined;
}
