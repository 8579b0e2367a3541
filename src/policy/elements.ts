/** Reads single elements of a policy out of JSON. */
import type { JsonNode } from './json.ts';
import { syntaxError } from './policyError.ts';

export type Members = ReadonlyMap<string, JsonNode>;

/** @throws PolicyError where it is no object, or has a member that is not `allowed` */
export function membersOf(node: JsonNode, allowed: readonly string[]): Members {
  const members = objectMembers(node);
  for (const [name, member] of members) {
    if (!allowed.includes(name)) throw syntaxError(member);
  }
  return members;
}

export function objectMembers(node: JsonNode): Members {
  if (node.kind !== 'object') throw syntaxError(node);
  return node.members;
}

export function textOf(node: JsonNode): string {
  if (node.kind !== 'string') throw syntaxError(node);
  return node.value;
}

/** One value or a list of values. */
export function oneOrMore(node: JsonNode): readonly JsonNode[] {
  return node.kind === 'array' ? node.items : [node];
}
