/** A policy's text, checked and read. */
import type { Policy, PolicyPlace, Selection, Statement } from './document.ts';
import { membersOf, oneOrMore, textOf } from './elements.ts';
import { type JsonNode, JsonSyntaxError, readJson } from './json.ts';
import { PolicyError, SYNTAX_ERROR, syntaxError } from './policyError.ts';
import { checkRules } from './rules.ts';
import { type Draft, readStatement, type Texts } from './statement.ts';

/**
 * @param place identity, managed: no principals; trust: no resources; resource: both
 * @throws PolicyError with the line and column of what is wrong
 */
export function parsePolicy(text: string, place: PolicyPlace): Policy {
  const node = jsonOf(text);
  const members = membersOf(node, ['Version', 'Id', 'Statement']);
  const [id, statement] = [members.get('Id'), members.get('Statement')];
  const version = readVersion(members.get('Version'));
  const name = id && textOf(id);
  if (!statement) throw syntaxError(node);
  const statements = readStatements(statement, place);
  checkRules({ node, place, version, statements });
  return { version: version ?? '2008-10-17', id: name, statements: statements.map(finished) };
}

function jsonOf(text: string): JsonNode {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new PolicyError(SYNTAX_ERROR, error.at);
    throw error;
  }
}

function readVersion(node: JsonNode | undefined): Policy['version'] | undefined {
  if (!node) return undefined;
  const version = textOf(node);
  if (version === '2008-10-17' || version === '2012-10-17') return version;
  throw syntaxError(node);
}

function readStatements(node: JsonNode, place: PolicyPlace): Draft[] {
  const nodes = oneOrMore(node);
  if (nodes.length === 0) throw syntaxError(node);
  return nodes.map((each) => readStatement(each, place));
}

function finished({ node, sid, effect, principal, action, resource, conditions }: Draft): Statement {
  return {
    at: node.at,
    sid: sid?.text,
    effect: effect.text as Statement['effect'],
    principal,
    action: selection(action as Texts),
    resource: resource && selection(resource),
    conditions,
  };
}

function selection({ not, items }: Texts): Selection {
  return { not, patterns: items.map(({ text }) => text) };
}
