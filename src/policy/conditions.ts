/** Whether the conditions of a statement hold for a request. */
import type { Condition } from './document.ts';
import { matchesArn, matchesPattern } from './wildcards.ts';

/** What is known of a request: lower-case condition keys to values. */
export type RequestContext = ReadonlyMap<string, string>;

type Test = (value: string, wanted: string) => boolean;

const sameText: Test = (value, wanted) => value === wanted;
const sameIgnoringCase: Test = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();
const like: Test = (value, wanted) => matchesPattern(wanted, value);
const likeArn: Test = (value, wanted) => matchesArn(wanted, value);

const POSITIVE: ReadonlyMap<string, Test> = new Map([
  ['StringEquals', sameText],
  ['StringEqualsIgnoreCase', sameIgnoringCase],
  ['StringLike', like],
  ['ArnEquals', likeArn],
  ['ArnLike', likeArn],
  ['Bool', sameIgnoringCase],
]);
const NEGATED: ReadonlyMap<string, Test> = new Map([
  ['StringNotEquals', sameText],
  ['StringNotEqualsIgnoreCase', sameIgnoringCase],
  ['StringNotLike', like],
  ['ArnNotEquals', likeArn],
  ['ArnNotLike', likeArn],
]);

/** All together; undefined where that depends on a condition that cannot be evaluated here. */
export function conditionsHold(conditions: readonly Condition[], context: RequestContext) {
  const answers = conditions.map((condition) => conditionHolds(condition, context));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function conditionHolds({ operator, key, values }: Condition, context: RequestContext): boolean | undefined {
  // A variable's value is not known here.
  if (values.some((value) => value.includes('${'))) return undefined;
  const value = context.get(key.toLowerCase());
  if (operator === 'Null') return values.includes(String(value === undefined));
  const name = operator.replace(/IfExists$/, '');
  if (value === undefined && name !== operator) return true;
  const [positive, negated] = [POSITIVE.get(name), NEGATED.get(name)];
  if (positive) return value !== undefined && values.some((wanted) => positive(value, wanted));
  if (negated) return value === undefined || !values.some((wanted) => negated(value, wanted));
  return undefined;
}
