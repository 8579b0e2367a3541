/** One statement of a policy: its grammar. What it says is judged by rules.ts, once all statements have been read. */
import { readOperator } from './conditionOperators.ts';
import type { Condition, PolicyPlace, PrincipalSelection } from './document.ts';
import { type Members, membersOf, objectMembers, oneOrMore, textOf } from './elements.ts';
import type { JsonNode } from './json.ts';
import { syntaxError } from './policyError.ts';
import { readPrincipals } from './principals.ts';

/** A statement whose elements have the right types, and whose words may still be wrong. */
export interface Draft {
  readonly node: JsonNode;
  readonly sid?: Text;
  readonly effect: Text;
  readonly principal?: PrincipalSelection;
  readonly action?: Texts;
  readonly resource?: Texts;
  readonly conditions: readonly Condition[];
}

export interface Text {
  readonly node: JsonNode;
  readonly text: string;
}

/** An element or, with `not`, its `Not` form. */
export interface Texts {
  readonly not: boolean;
  readonly node: JsonNode;
  readonly items: readonly Text[];
}

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
export function readStatement(node: JsonNode, place: PolicyPlace): Draft {
  const members = membersOf(node, ELEMENTS);
  const sid = members.get('Sid');
  return {
    node,
    sid: sid && readText(sid),
    effect: readEffect(node, members.get('Effect')),
    principal: readPrincipals(node, members, place),
    action: readTexts(members, 'Action', 'NotAction'),
    resource: readTexts(members, 'Resource', 'NotResource'),
    conditions: readConditions(members.get('Condition')),
  };
}

function readText(node: JsonNode): Text {
  return { node, text: textOf(node) };
}

/** Another case than AWS's is a fault too, but one of the words and not of the grammar. */
function readEffect(statement: JsonNode, node: JsonNode | undefined): Text {
  if (!node) throw syntaxError(statement);
  const effect = readText(node);
  if (/^(allow|deny)$/i.test(effect.text)) return effect;
  throw syntaxError(node);
}

/** `null` in a list is passed over, as AWS does. */
function readTexts(members: Members, name: string, notName: string): Texts | undefined {
  const [plain, negated] = [members.get(name), members.get(notName)];
  if (plain && negated) throw syntaxError(negated);
  const node = plain ?? negated;
  if (!node) return undefined;
  const items = oneOrMore(node).filter((item) => node.kind !== 'array' || item.kind !== 'null');
  return { not: node === negated, node, items: items.map(readText) };
}

/** An operator that does not exist is let pass while it has nothing to compare. */
function readConditions(node: JsonNode | undefined): Condition[] {
  if (!node) return [];
  return Array.from(objectMembers(node)).flatMap(([operator, node]) => {
    const keys = Array.from(objectMembers(node));
    if (keys.length > 0 && operator !== 'Null' && !readOperator(operator)) {
      throw syntaxError(node);
    }
    return keys.map(([key, values]) => ({
      operator,
      key,
      values: oneOrMore(values).map(readConditionValue),
    }));
  });
}

/** Numbers and booleans may be unquoted. */
function readConditionValue(node: JsonNode): string {
  if (node.kind === 'number' || node.kind === 'boolean') return String(node.value);
  return textOf(node);
}
