/** Attributes: keys with defaults and the values they take. A resource keeps only what its caller set. */
import { invalidConfiguration } from './errors.ts';

export interface AttributeRule {
  readonly default: string;
  readonly accepts: (value: string) => boolean;
}

export type AttributeRules = Readonly<Record<string, AttributeRule>>;

export interface AttributePair {
  Key?: string;
  Value?: string;
}

/** The whole list, as every Describe…Attributes answers it. */
export function attributeList(rules: AttributeRules, set: Readonly<Record<string, string>>): AttributePair[] {
  return Object.entries(rules).map(([Key, rule]) => ({ Key, Value: set[Key] ?? rule.default }));
}

/**
 * @param words of the resource, such as `Load balancer`
 * @throws AwsError InvalidConfigurationRequest for a key that the resource does not have, or a bad value
 */
export function withAttributes(
  words: string,
  rules: AttributeRules,
  set: Readonly<Record<string, string>>,
  changes: readonly AttributePair[] = [],
): Readonly<Record<string, string>> {
  return { ...set, ...Object.fromEntries(changes.map((change) => checked(words, rules, change))) };
}

export function flag(byDefault: boolean): AttributeRule {
  return { default: String(byDefault), accepts: (value) => value === 'true' || value === 'false' };
}

export function oneOf(values: readonly [string, ...string[]]): AttributeRule {
  return { default: values[0], accepts: (value) => values.includes(value) };
}

export function wholeNumber(byDefault: number, least: number, most: number): AttributeRule {
  return { default: String(byDefault), accepts: (value) => isWithin(value, least, most) };
}

/** A whole number, or `off`. */
export function numberOrOff(byDefault: string, least: number, most: number): AttributeRule {
  return { default: byDefault, accepts: (value) => value === 'off' || isWithin(value, least, most) };
}

export function freeText(maxLength: number): AttributeRule {
  return { default: '', accepts: (value) => value.length <= maxLength };
}

function checked(
  words: string,
  rules: AttributeRules,
  { Key = '', Value = '' }: AttributePair,
): [string, string] {
  const rule = Object.hasOwn(rules, Key) ? rules[Key] : undefined;
  if (!rule) throw invalidConfiguration(`${words} attribute key '${Key}' is not recognized`);
  if (rule.accepts(Value)) return [Key, Value];
  throw invalidConfiguration(`The value '${Value}' of attribute '${Key}' is not valid`);
}

function isWithin(value: string, least: number, most: number): boolean {
  return /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
}
