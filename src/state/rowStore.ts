/**
 * The rows of a table by id, in order of insertion. Those put lately are objects; the others are packed, and some of
 * them are kept unpacked beside for those who ask again.
 */

import type { Row } from './row.ts';
import type { RecentForms, RowPacker } from './rowPacking.ts';

/**
 * How many rows of a table stay objects after they were put: those that the reconcilers and the data plane's reports
 * change next. Few, so that most of them end before the garbage collector counts them among what lasts.
 */
const AWAKE_ROWS = 256;
/** How many packed rows are kept as objects too. */
const KEPT_ROWS = 2_048;

export class RowStore<R extends Row> {
  readonly #rows = new Map<string, R | string>();
  /** Ids of rows that are objects in `rows`, the longest untouched first. */
  readonly #awake = new Set<string>();
  /** Packed rows that were asked for. */
  readonly #unpacked = new Map<string, R>();
  readonly #packer: RowPacker;
  readonly #forms: RecentForms = [];
  readonly #most: number;

  constructor(packer: RowPacker, most = AWAKE_ROWS) {
    this.#packer = packer;
    this.#most = most;
  }

  get size(): number {
    return this.#rows.size;
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  ids(): IterableIterator<string> {
    return this.#rows.keys();
  }

  get(id: string): R | undefined {
    const held = this.#rows.get(id);
    return typeof held === 'string' ? this.#unpack(id, held) : held;
  }

  /** Rows of these ids, all of which must be there. Many at once are not kept: they would drive out the others. */
  several(ids: Iterable<string>): R[] {
    const rows: R[] = [];
    for (const id of ids) {
      const held = this.#rows.get(id) as R | string;
      rows.push(this.#glance(id, held));
    }
    return rows;
  }

  *all(): IterableIterator<R> {
    for (const [id, held] of this.#rows) yield this.#glance(id, held);
  }

  set(id: string, row: R): void {
    this.#unpacked.delete(id);
    this.#awake.delete(id);
    this.#awake.add(id);
    this.#rows.set(id, row);
    if (this.#awake.size > this.#most) this.#packLongest();
  }

  delete(id: string): void {
    this.#unpacked.delete(id);
    this.#awake.delete(id);
    this.#rows.delete(id);
  }

  #glance(id: string, held: R | string): R {
    if (typeof held !== 'string') return held;
    return this.#unpacked.get(id) ?? (this.#packer.unpack(held, id) as R);
  }

  #packLongest(): void {
    const id = this.#awake.values().next().value as string;
    this.#awake.delete(id);
    const row = this.#rows.get(id) as R;
    const packed = this.#packer.pack(row, this.#forms);
    if (packed !== undefined) this.#rows.set(id, packed);
  }

  /** Not frozen, unlike a row that was put: it belongs to no transaction, and its type says read-only. */
  #unpack(id: string, packed: string): R {
    const known = this.#unpacked.get(id);
    if (known) return known;
    const row = this.#packer.unpack(packed, id) as R;
    this.#unpacked.set(id, row);
    if (this.#unpacked.size > KEPT_ROWS) this.#unpacked.delete(this.#unpacked.keys().next().value as string);
    return row;
  }
}
