/** Chains: their rules in order, jumps and returns, and what a base chain says in the end. */

import type { ChainObject, Rule } from '../render/objects.ts';
import type { BaseChain } from './hookCalls.ts';
import type { PolicyStep, RejectReason, RuleStep } from './journey.ts';
import type { Passage } from './passage.ts';
import { statementsOf } from './rules/rule.ts';
import type { Decision, Statement } from './rules/statements.ts';

/** The packet goes no further. */
export interface Stop {
  readonly by: RuleStep | PolicyStep;
  /** Of a rejection. */
  readonly reason?: RejectReason;
}

interface Final {
  readonly decision: Decision;
  readonly step: RuleStep;
}

/** Undefined: this chain lets it pass, and the next one is asked. */
export function runBaseChain({ chain, policy }: BaseChain, passage: Passage): Stop | undefined {
  const final = runChain(chain, passage);
  if (final) {
    const { decision, step } = final;
    return decision.verdict === 'accept' ? undefined : { by: step, reason: decision.reason };
  }
  const step: PolicyStep = { kind: 'policy', chain: chain.name, policy };
  passage.steps.push(step);
  return policy === 'accept' ? undefined : { by: step };
}

/** Undefined: it has come to the chain's end, or returns. */
function runChain(chain: ChainObject, passage: Passage): Final | undefined {
  for (const { rule, statements } of readRules(chain)) {
    const asked = askRule(chain.name, rule, statements, passage);
    if (!asked) continue;
    const { verdict, chain: next = '' } = asked.decision;
    if (verdict === 'return') return undefined;
    if (verdict === 'goto') return runChain(passage.objects.chain(next), passage);
    const final = verdict === 'jump' ? runChain(passage.objects.chain(next), passage) : asked;
    if (final) return final;
  }
  return undefined;
}

/** Undefined: the next rule is asked. */
function askRule(
  chain: string,
  { text, comment }: Rule,
  statements: readonly Statement[],
  passage: Passage,
): Final | undefined {
  const decision = evaluate(statements, passage);
  const matched = decision !== false;
  if (!matched && !isForWantOfAnElement(passage)) return undefined;
  const owner = comment.slice(0, comment.indexOf(' '));
  const step: RuleStep = {
    kind: 'rule',
    chain,
    text,
    owner,
    matched,
    lookups: passage.lookups,
    ...(typeof decision === 'object' && { verdict: decision.verdict }),
    ...(passage.rewrites && { rewrites: passage.rewrites }),
  };
  passage.steps.push(step);
  return typeof decision === 'object' ? { decision, step } : undefined;
}

function isForWantOfAnElement({ lookups }: Passage): boolean {
  const last = lookups.at(-1);
  return last !== undefined && last.element === undefined;
}

/** A rule that does not match in the end has done what stands before: what it set stays set. */
function evaluate(statements: readonly Statement[], passage: Passage): boolean | Decision {
  passage.lookups = [];
  passage.rewrites = undefined;
  for (const statement of statements) {
    const said = statement(passage);
    if (said !== true) return said;
  }
  return true;
}

interface ReadRule {
  readonly rule: Rule;
  readonly statements: readonly Statement[];
}

const read = new WeakMap<ChainObject, readonly ReadRule[]>();

function readRules(chain: ChainObject): readonly ReadRule[] {
  const known = read.get(chain);
  if (known) return known;
  const rules = chain.rules.map((rule) => ({ rule, statements: statementsOf(rule.text) }));
  read.set(chain, rules);
  return rules;
}
