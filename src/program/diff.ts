/** What has to be done to a namespace: wanted objects against what the kernel has. */
import type { WantedNamespace } from './desired.ts';
import type { KernelObject } from './render/objects.ts';

/** What the kernel has in a namespace: object key to state. */
export type ActualNamespace = Map<string, string>;

export interface Change {
  /** To be made, or made so. */
  readonly put: readonly KernelObject[];
  /** Keys of objects to be removed. */
  readonly removed: readonly string[];
}

/**
 * @param keys the objects to look at; all of both sides when not given
 */
export function difference(
  wanted: WantedNamespace,
  actual: ReadonlyMap<string, string>,
  keys: Iterable<string> = new Set([...wanted.keys(), ...actual.keys()]),
): Change {
  const put: KernelObject[] = [];
  const removed: string[] = [];
  for (const key of keys) {
    const object = wanted.get(key)?.object;
    if (!object && actual.has(key)) removed.push(key);
    if (object && actual.get(key) !== object.state) put.push(object);
  }
  return { put: put.sort(byKey), removed: removed.sort() };
}

export function isEmpty({ put, removed }: Change): boolean {
  return put.length === 0 && removed.length === 0;
}

/** The change is made. */
export function take(actual: ActualNamespace, { put, removed }: Change): void {
  for (const key of removed) actual.delete(key);
  for (const { key, state } of put) actual.set(key, state);
}

function byKey(a: KernelObject, b: KernelObject): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
