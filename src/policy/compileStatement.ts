/** A statement made ready: one test for each of its elements. */
import { type ConditionTest, conditionTest } from './conditions.ts';
import type { Condition, Policy, Selection, Statement } from './document.ts';
import { principalTest } from './principalTest.ts';
import type { PolicyRequest } from './request.ts';
import { actionTest, resourceTest } from './textTests.ts';

export interface CompiledStatement {
  readonly statement: Statement;
  /** Takes the action in lower case. */
  readonly hasAction: (action: string) => boolean;
  /** Everything but the action. */
  readonly isAbout: (request: PolicyRequest) => boolean;
  readonly whyNot: (request: PolicyRequest) => Miss | undefined;
}

/** The first element that the request does not meet. */
export type Miss =
  | { readonly element: 'Principal' | 'Action' | 'Resource' }
  | { readonly element: 'Condition'; readonly condition: Condition };

export function compileStatement(
  statement: Statement,
  version: Policy['version'],
  accountIsItsRoot = false,
): CompiledStatement {
  const { action, effect, conditions } = statement;
  const variables = version === '2012-10-17';
  const hasAction = anyOf(action, action.patterns.map(actionTest));
  const hasPrincipal = principalTest(statement.principal, effect, accountIsItsRoot);
  const hasResource = resourcesTest(statement.resource, variables);
  const tests = conditions.map((condition) => conditionTest(condition, variables));
  return {
    statement,
    hasAction,
    isAbout: (request) => hasResource(request) && hasPrincipal(request.principal) && hold(tests, request),
    whyNot(request) {
      if (!hasPrincipal(request.principal)) return { element: 'Principal' };
      if (!hasAction(request.action.toLowerCase())) return { element: 'Action' };
      if (!hasResource(request)) return { element: 'Resource' };
      const condition = conditions[tests.findIndex((test) => !test(request.context))];
      return condition && { element: 'Condition', condition };
    },
  };
}

function anyOf({ not }: Selection, tests: readonly ((text: string) => boolean)[]) {
  return (text: string) => tests.some((test) => test(text)) !== not;
}

/** Trust policies have none: they stand at their resource. */
function resourcesTest(
  selection: Selection | undefined,
  variables: boolean,
): (request: PolicyRequest) => boolean {
  if (!selection) return () => true;
  const tests = selection.patterns.map((pattern) => resourceTest(pattern, variables));
  return ({ resource, context }) => {
    for (const test of tests) if (test(resource, context)) return !selection.not;
    return selection.not;
  };
}

function hold(tests: readonly ConditionTest[], { context }: PolicyRequest): boolean {
  for (const test of tests) if (!test(context)) return false;
  return true;
}
