/** Attributes: keys with defaults and the values they take. A resource keeps only what its caller set. */
import { invalidConfiguration, notYet } from './errors.ts';

export interface AttributeRule {
  readonly default: string;
  readonly accepts: (value: string) => boolean;
  /** What a value would need that is not built: such a value is refused, not stored and ignored. */
  readonly missing?: (value: string) => string | undefined;
}

/** In the order in which AWS lists them. */
export type AttributeRules = Readonly<Record<string, AttributeRule>>;

export interface AttributePair {
  Key?: string;
  Value?: string;
}

/** The whole list, as every Describe…Attributes answers it. */
export function attributeList(rules: AttributeRules, set: Readonly<Record<string, string>>): AttributePair[] {
  return Object.entries(rules).map(([Key, rule]) => ({ Key, Value: set[Key] ?? rule.default }));
}

/** @throws AwsError InvalidConfigurationRequest for an unknown key, a bad value or one that is not supported */
export function withAttributes(
  rules: AttributeRules,
  set: Readonly<Record<string, string>>,
  changes: readonly AttributePair[] = [],
): Readonly<Record<string, string>> {
  return { ...set, ...Object.fromEntries(changes.map((change) => checked(rules, change))) };
}

export function flag(byDefault: boolean, missing?: string): AttributeRule {
  return {
    default: String(byDefault),
    accepts: (value) => value === 'true' || value === 'false',
    missing: (value) => (value === 'true' ? missing : undefined),
  };
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

function checked(rules: AttributeRules, { Key = '', Value = '' }: AttributePair): [string, string] {
  const rule = Object.hasOwn(rules, Key) ? rules[Key] : undefined;
  if (!rule) throw invalidConfiguration(`The attribute '${Key}' is not valid for this resource`);
  if (!rule.accepts(Value))
    throw invalidConfiguration(`The value '${Value}' of attribute '${Key}' is not valid`);
  const missing = rule.missing?.(Value);
  if (missing) throw notYet(missing);
  return [Key, Value];
}

function isWithin(value: string, least: number, most: number): boolean {
  return /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
}
