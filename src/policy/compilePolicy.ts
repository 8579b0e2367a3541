/** A policy made ready to decide many requests fast. */
import { type CompiledStatement, compileStatement, type Miss } from './compileStatement.ts';
import type { Policy, Statement } from './document.ts';
import type { PolicyRequest } from './request.ts';

export interface Decision {
  readonly effect: 'allow' | 'explicitDeny' | 'implicitDeny';
  /** The statement that decided; none for an implicit denial. */
  readonly by?: StatementOfPolicy;
}

export interface StatementOfPolicy {
  /** Which policy: the name or ARN given to it when compiled. */
  readonly source: string;
  readonly statement: Statement;
}

export interface CompiledPolicy {
  readonly source: string;
  /** The first denial decides, else the first allowance. */
  readonly decide: (request: PolicyRequest) => Decision;
  /** Every statement, in the order of the text, and why it did not match; no `miss`: it did. */
  readonly explain: (request: PolicyRequest) => readonly Explained[];
}

export interface Explained extends StatementOfPolicy {
  readonly miss?: Miss;
}

const NOTHING: Decision = { effect: 'implicitDeny' };
/** Which statements are about an action is remembered; callers choose actions, so not without end. */
const MOST_REMEMBERED = 1024;

export interface CompileOptions {
  /** Gateway endpoints take an account that a statement names for its root alone. */
  readonly accountIsItsRoot?: boolean;
}

/** @param source shown in decisions: the policy's name or ARN, or the endpoint's id */
export function compilePolicy(
  { statements, version }: Policy,
  source = '',
  { accountIsItsRoot }: CompileOptions = {},
): CompiledPolicy {
  const compiled = statements.map((statement) => compileStatement(statement, version, accountIsItsRoot));
  const candidatesFor = rememberedByAction(compiled.map((each) => candidate(each, source)).sort(deniesFirst));
  return {
    source,
    decide(request) {
      for (const { isAbout, decision } of candidatesFor(request.action)) {
        if (isAbout(request)) return decision;
      }
      return NOTHING;
    },
    explain: (request) =>
      compiled.map(({ statement, whyNot }) => ({ source, statement, miss: whyNot(request) })),
  };
}

interface Candidate extends CompiledStatement {
  readonly decision: Decision;
}

function candidate(compiled: CompiledStatement, source: string): Candidate {
  const { statement } = compiled;
  const effect = statement.effect === 'Deny' ? 'explicitDeny' : 'allow';
  return { ...compiled, decision: { effect, by: { source, statement } } };
}

function deniesFirst(a: Candidate, b: Candidate): number {
  const rank = ({ statement }: Candidate) => (statement.effect === 'Deny' ? 0 : 1);
  return rank(a) - rank(b);
}

function rememberedByAction(candidates: readonly Candidate[]) {
  const remembered = new Map<string, readonly Candidate[]>();
  return (action: string): readonly Candidate[] => {
    const known = remembered.get(action);
    if (known) return known;
    const found = candidates.filter(({ hasAction }) => hasAction(action.toLowerCase()));
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(action, found);
    return found;
  };
}
