/** What it takes to show a kind of resource: where its rows are, and how one prints itself as a table line. */
import type { AccountId } from '../../resources/identity.ts';
import type { Snapshot } from '../../state/tables.ts';

/** What there is to look at. */
export interface View {
  readonly snapshot: Snapshot;
  readonly installationId: string;
}

export interface Kind {
  /** As `postern get` calls it: plural, with dashes. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly columns: readonly string[];
  lines(view: View): readonly Line[];
}

export interface Line {
  /** One text for each column. */
  readonly cells: readonly string[];
  /** Names by which `get KIND ID` finds it. */
  readonly names: readonly string[];
  readonly accountId?: AccountId;
  readonly resource: unknown;
}

/** Column heading to what a row shows there; undefined shows as `-`. */
export type Columns<R> = Readonly<
  Record<string, (row: R, view: View) => string | number | boolean | undefined>
>;

interface KindOf<R> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly rows: (view: View) => Iterable<R>;
  readonly columns: Columns<R>;
}

interface Shown {
  readonly id: string;
  readonly accountId?: AccountId;
  readonly tags?: Readonly<Record<string, string>>;
  readonly spec?: object;
}

export function kind<R extends Shown>({ name, aliases = [], rows, columns }: KindOf<R>): Kind {
  return {
    name,
    aliases,
    columns: Object.keys(columns),
    lines: (view) => Array.from(rows(view), (row) => lineOf(row, columns, view)),
  };
}

function lineOf<R extends Shown>(row: R, columns: Columns<R>, view: View): Line {
  return {
    cells: Object.values(columns).map((cell) => textOf(cell(row, view))),
    names: namesOf(row),
    accountId: row.accountId,
    resource: row,
  };
}

/** A resource answers to its id, its Name tag, and its AWS name where it has one. */
function namesOf({ id, tags, spec }: Shown): string[] {
  const spoken = spec && 'name' in spec ? spec.name : undefined;
  return [id, tags?.Name, spoken].filter((name): name is string => typeof name === 'string');
}

function textOf(value: string | number | boolean | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === undefined || value === '' ? '-' : String(value);
}
