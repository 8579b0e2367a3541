/** A policy's text, checked and read. */
import type { Policy, PolicyPlace, Statement } from './document.ts';
import { membersOf, oneOrMore, textOf } from './elements.ts';
import { type JsonNode, JsonSyntaxError, readJson } from './json.ts';
import { faultAt, PolicyError, SYNTAX_ERROR } from './policyError.ts';
import { readStatement } from './statement.ts';

/**
 * @param place identity: no principals; trust: no resources; resource: both
 * @throws PolicyError with the line and column of what is wrong
 */
export function parsePolicy(text: string, place: PolicyPlace): Policy {
  const root = jsonOf(text);
  const members = membersOf(root, ['Version', 'Id', 'Statement']);
  const [id, statement] = [members.get('Id'), members.get('Statement')];
  if (!statement) throw faultAt(root, `${SYNTAX_ERROR} Missing required field Statement.`);
  return {
    version: readVersion(members.get('Version')),
    id: id && textOf(id),
    statements: readStatements(statement, place),
  };
}

function jsonOf(text: string): JsonNode {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new PolicyError(`${SYNTAX_ERROR} ${error.message}`, error.at);
    throw error;
  }
}

function readVersion(node: JsonNode | undefined): Policy['version'] {
  const version = node ? textOf(node) : '2008-10-17';
  if (version === '2008-10-17' || version === '2012-10-17') return version;
  throw faultAt(node as JsonNode, `${SYNTAX_ERROR} The policy's version must be 2008-10-17 or 2012-10-17.`);
}

function readStatements(node: JsonNode, place: PolicyPlace): Statement[] {
  const nodes = oneOrMore(node);
  if (nodes.length === 0) throw faultAt(node, `${SYNTAX_ERROR} There is no statement.`);
  const statements = nodes.map((each) => readStatement(each, place));
  const sids = statements.flatMap(({ sid }) => sid || []);
  if (new Set(sids).size < sids.length) {
    throw faultAt(node, 'Statement IDs (SID) in a single policy must be unique.');
  }
  return statements;
}
