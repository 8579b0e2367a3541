/** The operators that conditions may have, and how each compares one value. */
import { equalIgnoringCase, equalText, likeArn, likeText, type TextTest } from './textTests.ts';
import { address, binary, bool, date, numeric } from './valueTests.ts';

export interface ConditionOperator {
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  /** Holds also where the key is absent. */
  readonly ifExists: boolean;
  /** Holds where `testOf` fails for every value. */
  readonly negated: boolean;
  readonly testOf: (wanted: string, variables: boolean) => TextTest;
}

type Comparison = Pick<ConditionOperator, 'negated' | 'testOf'>;

/** Each with its negation. */
const EQUALITIES: readonly (readonly [string, string, Comparison['testOf']])[] = [
  ['StringEquals', 'StringNotEquals', equalText],
  ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', equalIgnoringCase],
  ['StringLike', 'StringNotLike', likeText],
  ['NumericEquals', 'NumericNotEquals', numeric((given, wanted) => given === wanted)],
  ['DateEquals', 'DateNotEquals', date((given, wanted) => given === wanted)],
  ['IpAddress', 'NotIpAddress', address],
  ['ArnEquals', 'ArnNotEquals', likeArn],
  ['ArnLike', 'ArnNotLike', likeArn],
];

const OTHERS: readonly (readonly [string, Comparison['testOf']])[] = [
  ...[numeric, date].flatMap((kind) => {
    const word = kind === numeric ? 'Numeric' : 'Date';
    return [
      [`${word}LessThan`, kind((given, wanted) => given < wanted)],
      [`${word}LessThanEquals`, kind((given, wanted) => given <= wanted)],
      [`${word}GreaterThan`, kind((given, wanted) => given > wanted)],
      [`${word}GreaterThanEquals`, kind((given, wanted) => given >= wanted)],
    ] as const;
  }),
  ['Bool', bool],
  ['BinaryEquals', binary],
];

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ...EQUALITIES.flatMap(([name, negation, testOf]): [string, Comparison][] => [
    [name, { negated: false, testOf }],
    [negation, { negated: true, testOf }],
  ]),
  ...OTHERS.map(([name, testOf]): [string, Comparison] => [name, { negated: false, testOf }]),
]);

/** With or without a set's prefix and `IfExists`. `Null`, which has neither, is none of them. */
export function readOperator(text: string): ConditionOperator | undefined {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  const comparison = COMPARISONS.get(name);
  return (
    comparison && { ...comparison, set: set as ConditionOperator['set'], ifExists: ifExists !== undefined }
  );
}
