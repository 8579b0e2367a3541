/** One index of a table: keys to ids of rows. */

/** A set is made for the second id of a key: most keys have one, and a set takes ten times its space. */
type Ids = string | Set<string>;

const NONE: readonly string[] = [];

export class TableIndex {
  readonly #entries = new Map<string, Ids>();

  /** In order of insertion. */
  ids(key: string): Iterable<string> {
    const ids = this.#entries.get(key);
    if (ids === undefined) return NONE;
    return typeof ids === 'string' ? [ids] : ids;
  }

  count(key: string): number {
    const ids = this.#entries.get(key);
    if (ids === undefined) return 0;
    return typeof ids === 'string' ? 1 : ids.size;
  }

  add(key: string, id: string): void {
    const ids = this.#entries.get(key);
    if (ids === undefined) this.#entries.set(key, id);
    else if (typeof ids !== 'string') ids.add(id);
    else if (ids !== id) this.#entries.set(key, new Set([ids, id]));
  }

  remove(key: string, id: string): void {
    const ids = this.#entries.get(key);
    if (ids === id) this.#entries.delete(key);
    if (ids === undefined || typeof ids === 'string') return;
    ids.delete(id);
    if (ids.size === 0) this.#entries.delete(key);
  }
}
