/** Which rows a list looks at: those that an index finds by one of the filters, instead of all of the caller's. */
import { type Resource, scopeKey } from '../resources/identity.ts';
import type { ReadTable } from '../state/table.ts';
import { type Filter, isPattern } from './filters.ts';
import { byCreation } from './pagination.ts';

/**
 * Filter name to the index whose keys are the filter's values, or to `id` where the values are the rows' own. What
 * an index finds for a value must be all that the filter lets through for it.
 */
export type FilterIndexes<Index extends string> = Readonly<Record<string, Index | 'id'>>;

interface Way {
  /** How many rows it leads to; several filters may lead to some that are not the caller's. */
  readonly count: number;
  readonly rows: () => (Resource | undefined)[];
}

/**
 * Rows of `scope` among which all are that pass the filters, in order of creation; the filters themselves are still
 * to be applied.
 */
export function candidates<R extends Resource, Index extends string>(
  table: ReadTable<R, Index | 'scope'>,
  scope: string,
  filters: readonly Filter[] | undefined,
  indexes: FilterIndexes<NoInfer<Index>>,
): R[] {
  let best: Way | undefined;
  for (const { Name = '', Values = [] } of filters ?? []) {
    if (!Object.hasOwn(indexes, Name) || Values.some(isPattern)) continue;
    const way = wayBy(table, indexes[Name] as Index | 'id', [...new Set(Values)]);
    if (way.count < (best?.count ?? table.count('scope', scope))) best = way;
  }
  if (!best) return table.by('scope', scope);
  const rows = best.rows().filter((row) => row !== undefined && scopeKey(row) === scope) as R[];
  return [...new Map(rows.map((row) => [row.id, row])).values()].sort(byCreation);
}

function wayBy<R extends Resource, Index extends string>(
  table: ReadTable<R, Index>,
  index: Index | 'id',
  values: readonly string[],
): Way {
  if (index === 'id') return { count: values.length, rows: () => values.map((id) => table.get(id)) };
  return {
    count: values.reduce((sum, value) => sum + table.count(index, value), 0),
    rows: () => values.flatMap((value) => table.by(index, value)),
  };
}
