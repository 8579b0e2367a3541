/**
 * The rows that can be applied, kept up edit by edit: what `admissible` says of all rows, at the cost of those that
 * changed and of those that had looked at them.
 *
 * While nothing is wrong each claim and each look at another row is remembered. As soon as something is, all rows are
 * checked together, edit after edit, until nothing is.
 */
import { admissible, claimsOf, type RowLookup, referenceFaults, type Violation } from './check.ts';
import { checkShape } from './checkShape.ts';
import { type ProgramRow, type RowKey, rowKey } from './rows.ts';

export interface RowEdit {
  readonly put: readonly ProgramRow[];
  readonly delete: readonly RowKey[];
}

/** What an edit has changed of the rows that can be applied. */
export interface SoundChange {
  readonly put: readonly ProgramRow[];
  readonly removed: readonly ProgramRow[];
}

type Rows = Map<RowKey, ProgramRow>;

export class SoundRows {
  readonly #asked: Rows = new Map();
  #sound: ReadonlyMap<RowKey, ProgramRow> = this.#asked;
  #violations: readonly Violation[] = [];
  #relations: Relations | undefined = new Relations();

  /** The same map after each edit while nothing is wrong. */
  get rows(): ReadonlyMap<RowKey, ProgramRow> {
    return this.#sound;
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  update(edit: RowEdit): SoundChange {
    if (!this.#relations) return this.#checkAll(edit, this.#sound);
    const gone = edit.delete.flatMap((key) => this.#asked.get(key) ?? []);
    const before = new Map(
      [...edit.put.map(rowKey), ...edit.delete].map((key) => [key, this.#asked.get(key)]),
    );
    this.#take(edit);
    if (this.#relations.follow(before, this.#asked)) return { put: edit.put, removed: gone };
    return this.#checkAll({ put: [], delete: [] }, withThese(this.#asked, before));
  }

  #take(edit: RowEdit): void {
    for (const key of edit.delete) this.#asked.delete(key);
    for (const row of edit.put) this.#asked.set(rowKey(row), row);
  }

  #checkAll(edit: RowEdit, before: ReadonlyMap<RowKey, ProgramRow>): SoundChange {
    this.#take(edit);
    const { rows, violations } = admissible(this.#asked);
    this.#violations = violations;
    this.#sound = violations.length === 0 ? this.#asked : rows;
    this.#relations = violations.length === 0 ? new Relations() : undefined;
    this.#relations?.follow(new Map([...this.#asked.keys()].map((key) => [key, undefined])), this.#asked);
    return between(before, rows);
  }
}

/** What rows claim for themselves alone, and which rows have looked at which others. */
class Relations {
  readonly #holders = new Map<string, RowKey>();
  readonly #readers = new Map<RowKey, Map<RowKey, Look>>();
  readonly #looks = new Map<RowKey, readonly RowKey[]>();

  /**
   * Follows a change of rows that nothing was wrong with; false where something is wrong now, and these relations are
   * of no more use.
   *
   * @param before every row that may have changed, as it was
   */
  follow(before: ReadonlyMap<RowKey, ProgramRow | undefined>, rows: Rows): boolean {
    for (const [key, row] of before) if (row) this.#release(key, row);
    const again = this.#concerned(before, rows);
    for (const key of before.keys()) {
      const row = rows.get(key);
      if (row && !(checkShape(row).length === 0 && this.#claim(key, row) && this.#relate(key, row, rows)))
        return false;
    }
    for (const key of again) {
      const row = rows.get(key);
      if (row && !this.#relate(key, row, rows)) return false;
    }
    return true;
  }

  #release(key: RowKey, row: ProgramRow): void {
    for (const claim of claimsOf(row)) if (this.#holders.get(claim) === key) this.#holders.delete(claim);
    this.#forgetLooks(key);
  }

  #forgetLooks(key: RowKey): void {
    for (const at of this.#looks.get(key) ?? []) {
      const readers = this.#readers.get(at);
      readers?.delete(key);
      if (readers?.size === 0) this.#readers.delete(at);
    }
    this.#looks.delete(key);
  }

  /** Who has read a row that changed, or has asked for one that came or went. */
  #concerned(before: ReadonlyMap<RowKey, ProgramRow | undefined>, rows: Rows): Set<RowKey> {
    const concerned = new Set<RowKey>();
    for (const [key, row] of before) {
      const stays = row !== undefined && rows.has(key);
      for (const [reader, look] of this.#readers.get(key) ?? []) {
        if (!stays || look === 'read') concerned.add(reader);
      }
    }
    for (const key of before.keys()) concerned.delete(key);
    return concerned;
  }

  #claim(key: RowKey, row: ProgramRow): boolean {
    return claimsOf(row).every((claim) => {
      const holder = this.#holders.get(claim) ?? key;
      this.#holders.set(claim, holder);
      return holder === key;
    });
  }

  #relate(key: RowKey, row: ProgramRow, rows: Rows): boolean {
    this.#forgetLooks(key);
    const looks = new Map<RowKey, Look>();
    const [fault] = referenceFaults(row, noting(rows, looks));
    this.#looks.set(key, [...looks.keys()]);
    for (const [at, look] of looks) {
      const readers = this.#readers.get(at) ?? new Map<RowKey, Look>();
      this.#readers.set(at, readers.set(key, look));
    }
    return fault === undefined;
  }
}

/** `asked`: only whether it is there. */
type Look = 'asked' | 'read';

function noting(rows: Rows, looks: Map<RowKey, Look>): RowLookup {
  return {
    get: (key) => {
      looks.set(key, 'read');
      return rows.get(key);
    },
    has: (key) => {
      if (!looks.has(key)) looks.set(key, 'asked');
      return rows.has(key);
    },
  };
}

function withThese(
  rows: ReadonlyMap<RowKey, ProgramRow>,
  others: ReadonlyMap<RowKey, ProgramRow | undefined>,
): ReadonlyMap<RowKey, ProgramRow> {
  const all = new Map(rows);
  for (const [key, row] of others) {
    if (row) all.set(key, row);
    else all.delete(key);
  }
  return all;
}

function between(
  before: ReadonlyMap<RowKey, ProgramRow>,
  after: ReadonlyMap<RowKey, ProgramRow>,
): SoundChange {
  return {
    put: [...after].filter(([key, row]) => before.get(key) !== row).map(([, row]) => row),
    removed: [...before].filter(([key]) => !after.has(key)).map(([, row]) => row),
  };
}
