/** The operators that conditions may have. */

const OPERATORS: ReadonlySet<string> = new Set([
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike'],
  ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
  ...['NumericGreaterThan', 'NumericGreaterThanEquals'],
  ...['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals'],
  ...['DateGreaterThan', 'DateGreaterThanEquals'],
  ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress'],
  ...['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
]);

/** With or without a set's prefix and `IfExists`; `Null` has neither. */
export function isConditionOperator(text: string): boolean {
  if (text === 'Null') return true;
  return OPERATORS.has(text.replace(/^For(AllValues|AnyValue):/, '').replace(/IfExists$/, ''));
}
