/** Whether a condition of a statement holds for a request. */
import { type ConditionOperator, readOperator } from './conditionOperators.ts';
import type { Condition } from './document.ts';
import type { RequestContext } from './request.ts';

export type ConditionTest = (context: RequestContext) => boolean;

/** @param variables whether the policy's version has them */
export function conditionTest({ operator, key, values }: Condition, variables: boolean): ConditionTest {
  const name = key.toLowerCase();
  if (operator === 'Null') return absenceTest(name, values);
  const read = readOperator(operator);
  // The grammar lets no other pass that has keys.
  if (!read) return () => false;
  const tests = values.map((value) => read.testOf(value, variables));
  const matches = (value: string, context: RequestContext) => {
    for (const test of tests) if (test(value, context)) return true;
    return false;
  };
  const whenAbsent = holdsWhenAbsent(read);
  const { set, negated } = read;
  return (context) => {
    const given = context.get(name);
    if (given === undefined || given.length === 0) return whenAbsent;
    if (set === undefined) return given.some((value) => matches(value, context)) !== negated;
    const one = (value: string) => matches(value, context) !== negated;
    return set === 'ForAllValues' ? given.every(one) : given.some(one);
  };
}

function holdsWhenAbsent({ set, ifExists, negated }: ConditionOperator): boolean {
  return ifExists || set === 'ForAllValues' || (set === undefined && negated);
}

function absenceTest(name: string, values: readonly string[]): ConditionTest {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  return (context) => wanted.has(String((context.get(name)?.length ?? 0) === 0));
}
