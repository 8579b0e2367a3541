/** The names of one scope: every VPC's, or one VPC's. Answers come from maps, whatever the number of names. */
import type { NameAddress, NameRecord, NamesRow } from '../../program/rows.ts';

export interface NameEntry {
  readonly ttlSeconds: number;
  readonly addresses: readonly NameAddress[];
  /** Rises with each answer, so that answers rotate. */
  turn: number;
}

export class NameTable {
  /** Records of a name by the row that brings them; several rows may bring the same name. */
  readonly #records = new Map<string, Map<string, NameRecord>>();
  readonly #entries = new Map<string, NameEntry>();
  readonly #zones = new Map<string, number>();
  /** Names that exist: those with records, zones, and everything above them; with how often each was added. */
  readonly #existing = new Map<string, number>();

  add(row: NamesRow): void {
    for (const zone of row.zones) {
      count(this.#zones, zone, 1);
      this.#countExisting(zone, 1);
    }
    for (const record of row.records) {
      const byRow = this.#records.get(record.name) ?? new Map<string, NameRecord>();
      this.#records.set(record.name, byRow.set(row.id, record));
      this.#countExisting(record.name, 1);
      this.#merge(record.name);
    }
  }

  /** @param row the very row that was added */
  remove(row: NamesRow): void {
    for (const zone of row.zones) {
      count(this.#zones, zone, -1);
      this.#countExisting(zone, -1);
    }
    for (const { name } of row.records) {
      this.#records.get(name)?.delete(row.id);
      this.#countExisting(name, -1);
      this.#merge(name);
    }
  }

  get isEmpty(): boolean {
    return this.#existing.size === 0;
  }

  /** The name's own entry, or that of the wildcard under its closest existing ancestor (RFC 4592). */
  find(name: string): NameEntry | undefined {
    const exact = this.#entries.get(name);
    if (exact || this.#existing.has(name)) return exact;
    for (const ancestor of ancestorsOf(name)) {
      if (this.#existing.has(ancestor)) return this.#entries.get(`*.${ancestor}`);
    }
    return undefined;
  }

  /** The most specific private zone that the name lies in. */
  zoneOf(name: string): string | undefined {
    if (this.#zones.size === 0) return undefined;
    if (this.#zones.has(name)) return name;
    for (const ancestor of ancestorsOf(name)) if (this.#zones.has(ancestor)) return ancestor;
    return undefined;
  }

  /** Whether the name has records or something below it has. */
  exists(name: string): boolean {
    return this.#existing.has(name);
  }

  #countExisting(name: string, by: number): void {
    count(this.#existing, name, by);
    for (const ancestor of ancestorsOf(name)) count(this.#existing, ancestor, by);
  }

  #merge(name: string): void {
    const records = [...(this.#records.get(name)?.values() ?? [])];
    if (records.length === 0) {
      this.#records.delete(name);
      this.#entries.delete(name);
      return;
    }
    const ttlSeconds = Math.min(...records.map((record) => record.ttlSeconds));
    this.#entries.set(name, {
      ttlSeconds,
      addresses: records.flatMap((record) => record.addresses),
      turn: 0,
    });
  }
}

/** `a.b.c` → `b.c`, `c`. */
function* ancestorsOf(name: string): Iterable<string> {
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) yield name.slice(dot + 1);
}

function count(counts: Map<string, number>, key: string, by: number): void {
  const now = (counts.get(key) ?? 0) + by;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}
