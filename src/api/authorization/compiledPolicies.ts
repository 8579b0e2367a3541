/** Policies ready to decide: each text is read and compiled once, for all calls. */
import { type CompiledPolicy, compilePolicy } from '../../policy/compilePolicy.ts';
import type { PolicyPlace } from '../../policy/document.ts';
import { parsePolicy } from '../../policy/parsePolicy.ts';

/** Then all are forgotten: policies in use come back with the next calls. */
const MOST_KNOWN = 4_096;

const known = new Map<string, CompiledPolicy>();

/** @param source shown in decisions: the policy's name or ARN */
export function compiled(document: string, source: string, place: PolicyPlace = 'identity'): CompiledPolicy {
  const key = `${place}\n${source}\n${document}`;
  const found = known.get(key);
  if (found) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const policy = compilePolicy(parsePolicy(document, place), source);
  known.set(key, policy);
  return policy;
}
