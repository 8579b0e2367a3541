/**
 * What the kernel should have, kept up to date row by row: the cost of a change is that of the rows that
 * changed, however many there are.
 */

import { usableTargets } from './health.ts';
import { FABRIC } from './interfaceNames.ts';
import { INTERNET } from './namespaceKinds.ts';
import { renderInternet } from './render/internet.ts';
import type { KernelObject, Placed } from './render/objects.ts';
import { renderRow } from './render/render.ts';
import { renderFabric } from './render/vpc.ts';
import type { HealthTable, ListenerTarget, ProgramRow, RowKey, WayOut } from './rows.ts';

/** An object and the row that wants it. */
export interface Wanted {
  readonly object: KernelObject;
  readonly row: RowKey;
}

export type WantedNamespace = ReadonlyMap<string, Wanted>;

/** Where to look for what differs from the last time. */
export interface Changed {
  /** Of rows that came, went or became others. */
  readonly rows: Iterable<RowKey>;
  /** Health checks that have found something else. */
  readonly checks: Iterable<string>;
}

/** Keys of objects that may have changed, by namespace. */
export type Touched = Map<string, Set<string>>;

interface Rendered {
  readonly row: ProgramRow;
  /** What of health went into it. */
  readonly health: string;
  readonly placed: readonly Placed[];
}

/** A namespace that is there as long as one row of a kind is. */
interface Shared {
  readonly namespace: string;
  readonly users: ProgramRow['kind'];
  readonly placed: readonly Placed[];
}

export class DesiredState {
  readonly #flowCache: boolean;
  readonly #rendered = new Map<RowKey, Rendered>();
  readonly #namespaces = new Map<string, Map<string, Wanted>>();
  /** Rows whose rendering depends on what a check finds. */
  readonly #readersOf = new Map<string, Set<RowKey>>();
  /** How many rows there are of a kind that a shared namespace is there for. */
  readonly #users = new Map<ProgramRow['kind'], number>();
  readonly #shared: readonly Shared[];

  /**
   * @param flowCache whether links carry the flow cache's programs
   * @param wayOut where public addresses lead that are nobody's here
   */
  constructor(flowCache = false, wayOut: WayOut = 'none') {
    this.#flowCache = flowCache;
    this.#shared = [
      { namespace: FABRIC, users: 'vpc', placed: renderFabric() },
      { namespace: INTERNET, users: 'internet', placed: renderInternet(wayOut) },
    ];
  }

  /** Namespaces by their short name: `fabric`, a VPC's id, an instance's id. */
  get namespaces(): ReadonlyMap<string, WantedNamespace> {
    return this.#namespaces;
  }

  /** @param where nothing else has changed; undefined: anything may have */
  update(rows: ReadonlyMap<RowKey, ProgramRow>, health: HealthTable, where?: Changed): Touched {
    const touched: Touched = new Map();
    const keys = where ? this.#keysOf(where) : new Set([...this.#rendered.keys(), ...rows.keys()]);
    const changed = [...this.#changed(keys, rows, health)];
    // All that goes before all that comes: an address may pass from one row to another.
    for (const key of keys) if (!rows.has(key)) this.#drop(key, touched);
    for (const [key] of changed) this.#drop(key, touched);
    for (const [key, rendered] of changed) this.#add(key, rendered, touched);
    for (const shared of this.#shared) this.#keep(shared, touched);
    return touched;
  }

  #keysOf({ rows, checks }: Changed): Set<RowKey> {
    const keys = new Set(rows);
    for (const check of checks) for (const key of this.#readersOf.get(check) ?? []) keys.add(key);
    return keys;
  }

  *#changed(
    keys: Iterable<RowKey>,
    rows: ReadonlyMap<RowKey, ProgramRow>,
    health: HealthTable,
  ): Iterable<[RowKey, Rendered]> {
    for (const key of keys) {
      const row = rows.get(key);
      if (!row) continue;
      const before = this.#rendered.get(key);
      const judged = healthOf(row, health);
      if (before?.row === row && before.health === judged) continue;
      yield [key, { row, health: judged, placed: renderRow(row, health, this.#flowCache) }];
    }
  }

  #drop(key: RowKey, touched: Touched): void {
    const rendered = this.#rendered.get(key);
    if (!rendered) return;
    this.#rendered.delete(key);
    this.#count(rendered.row, -1);
    for (const check of checksOf(rendered.row)) this.#forgetReader(check, key);
    for (const { namespace, object } of rendered.placed) this.#remove(namespace, object.key, key, touched);
  }

  #add(key: RowKey, rendered: Rendered, touched: Touched): void {
    this.#rendered.set(key, rendered);
    this.#count(rendered.row, 1);
    for (const check of checksOf(rendered.row)) {
      this.#readersOf.set(check, (this.#readersOf.get(check) ?? new Set()).add(key));
    }
    for (const placed of rendered.placed) this.#put(placed, key, touched);
  }

  #forgetReader(check: string, key: RowKey): void {
    const readers = this.#readersOf.get(check);
    readers?.delete(key);
    if (readers?.size === 0) this.#readersOf.delete(check);
  }

  #put({ namespace, object }: Placed, row: RowKey, touched: Touched): void {
    const objects = this.#namespaces.get(namespace) ?? new Map<string, Wanted>();
    this.#namespaces.set(namespace, objects.set(object.key, { object, row }));
    touch(touched, namespace, object.key);
  }

  #remove(namespace: string, objectKey: string, row: RowKey, touched: Touched): void {
    const objects = this.#namespaces.get(namespace);
    if (objects?.get(objectKey)?.row !== row) return;
    objects.delete(objectKey);
    if (objects.size === 0) this.#namespaces.delete(namespace);
    touch(touched, namespace, objectKey);
  }

  #count({ kind }: ProgramRow, change: 1 | -1): void {
    if (this.#shared.some(({ users }) => users === kind))
      this.#users.set(kind, (this.#users.get(kind) ?? 0) + change);
  }

  #keep({ namespace, users, placed }: Shared, touched: Touched): void {
    const present = this.#namespaces.get(namespace)?.has('namespace') ?? false;
    if (present === (this.#users.get(users) ?? 0) > 0) return;
    for (const each of placed) {
      if (present) this.#remove(each.namespace, each.object.key, namespace, touched);
      else this.#put(each, namespace, touched);
    }
  }
}

function touch(touched: Touched, namespace: string, key: string): void {
  const keys = touched.get(namespace) ?? new Set();
  touched.set(namespace, keys.add(key));
}

function checksOf(row: ProgramRow): Iterable<string> {
  if (row.kind !== 'listener') return [];
  return new Set(
    row.groups.flatMap((group) => [...group.allChecks, ...group.targets.map(({ check }) => check)]),
  );
}

/** The part of health that a row's rendering depends on, as text. */
function healthOf(row: ProgramRow, health: HealthTable): string {
  if (row.kind !== 'listener') return '';
  return row.groups.map((group) => usableTargets(group, health).map(placeOf).join(' ')).join('|');
}

function placeOf({ address, port }: ListenerTarget): string {
  return `${address}:${port}`;
}
