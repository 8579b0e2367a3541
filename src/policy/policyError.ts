/** Why a text is no policy, in AWS's words, and where. */
import type { JsonNode, Position } from './json.ts';

export class PolicyError extends Error {
  override name = 'PolicyError';

  constructor(
    message: string,
    readonly at: Position,
  ) {
    super(message);
  }
}

export function faultAt(node: JsonNode, message: string): PolicyError {
  return new PolicyError(message, node.at);
}

/** All that AWS says of a text that is no JSON, or whose elements have the wrong names or types. */
export const SYNTAX_ERROR = 'Syntax errors in policy.';

export function syntaxError(node: JsonNode): PolicyError {
  return faultAt(node, SYNTAX_ERROR);
}
