/**
 * EC2's filters on Describe calls: values of one filter are alternatives, all filters must hold. Values are
 * case-sensitive; `*` stands for any characters, `?` for at most one, and `\` takes a special character as it is.
 */
import { AwsError } from '../base/awsError.ts';
import type { Tags } from '../resources/identity.ts';

export interface Filter {
  readonly Name?: string;
  readonly Values?: readonly string[];
}

/** What a row offers under a filter's name; a row matches if any one of several values does. */
export type FilterValue = string | number | boolean | undefined | readonly string[];

/** Filter name to the row's values. The tag filters need no definition. */
export type FilterDefinitions<Row> = Readonly<Record<string, (row: Row) => FilterValue>>;

const MAX_VALUES = 200;

/**
 * The rows that pass all filters, in their order.
 * @throws AwsError InvalidParameterValue for an unknown filter name, FilterLimitExceeded above 200 values
 */
export function matching<Row extends object>(
  filters: readonly Filter[] | undefined,
  rows: readonly Row[],
  definitions: FilterDefinitions<Row>,
): Row[] {
  const tests = (filters ?? []).map((filter) => testOf(filter, definitions));
  return rows.filter((row) => tests.every((test) => test(row)));
}

/** Whether one row passes all filters; throws as `matching` does. */
export function matches<Row extends object>(
  filters: readonly Filter[] | undefined,
  row: Row,
  definitions: FilterDefinitions<Row>,
): boolean {
  return matching(filters, [row], definitions).length > 0;
}

/** Whether a filter's value stands for more than itself. */
export function isPattern(value: string): boolean {
  return /[*?\\]/.test(value);
}

/** Whether `text` fits a pattern with `*`, `?` and `\`. Takes time in proportion to both lengths. */
export function fitsPattern(text: string, pattern: string): boolean {
  const parts = partsOf(pattern);
  let positions = skipOptional(new Set([0]), parts);
  for (const character of text) {
    const next = new Set<number>();
    for (const position of positions) {
      const part = parts[position];
      if (part?.kind === 'many') next.add(position);
      else if (part?.kind === 'one' || part?.character === character) next.add(position + 1);
    }
    if (next.size === 0) return false;
    positions = skipOptional(next, parts);
  }
  return positions.has(parts.length);
}

type PatternPart =
  | { readonly kind: 'many' | 'one'; readonly character?: undefined }
  | { readonly kind: 'exactly'; readonly character: string };

function testOf<Row extends object>(
  filter: Filter,
  definitions: FilterDefinitions<Row>,
): (row: Row) => boolean {
  const offered = definitionOf(filter.Name, definitions);
  const values = filter.Values ?? [];
  if (values.length > MAX_VALUES) {
    throw new AwsError(
      'FilterLimitExceeded',
      `The maximum number of filter values specified on a single call is ${MAX_VALUES}.`,
    );
  }
  const literals = new Set(values.filter((value) => !isPattern(value)));
  const patterns = values.filter(isPattern);
  const fits = (text: string) => literals.has(text) || patterns.some((pattern) => fitsPattern(text, pattern));
  return (row) => textsOf(offered(row)).some(fits);
}

function definitionOf<Row extends object>(
  name: string | undefined,
  definitions: FilterDefinitions<Row>,
): (row: Row) => FilterValue {
  if (name !== undefined && Object.hasOwn(definitions, name)) {
    return definitions[name] as (row: Row) => FilterValue;
  }
  if (name === 'tag-key') return (row) => Object.keys(tagsOf(row));
  if (name === 'tag-value') return (row) => Object.values(tagsOf(row));
  if (name?.startsWith('tag:')) return tagValue(name.slice('tag:'.length));
  throw new AwsError('InvalidParameterValue', `The filter '${name ?? 'null'}' is invalid`);
}

function tagValue<Row extends object>(key: string): (row: Row) => FilterValue {
  return (row) => (Object.hasOwn(tagsOf(row), key) ? tagsOf(row)[key] : undefined);
}

/** Rows of things that cannot be tagged simply have none. */
function tagsOf(row: object): Tags {
  return 'tags' in row ? (row.tags as Tags) : {};
}

function textsOf(value: FilterValue): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

function partsOf(pattern: string): PatternPart[] {
  const parts: PatternPart[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] as string;
    if (character === '*') parts.push({ kind: 'many' });
    else if (character === '?') parts.push({ kind: 'one' });
    else if (character === '\\' && at + 1 < characters.length)
      parts.push({ kind: 'exactly', character: characters[++at] as string });
    else parts.push({ kind: 'exactly', character });
  }
  return parts;
}

/** Adds the positions reached without reading: `*` and `?` may stand for nothing. */
function skipOptional(positions: Set<number>, parts: readonly PatternPart[]): Set<number> {
  // A set's iteration also visits what is added meanwhile.
  for (const position of positions) {
    const part = parts[position];
    if (part && part.kind !== 'exactly') positions.add(position + 1);
  }
  return positions;
}
