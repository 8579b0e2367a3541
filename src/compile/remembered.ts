/**
 * Memory for pure functions of frozen rows, so that a compilation after a small change makes few new rows.
 *
 * Unlike a cache by content this never compares deeply: a source is the same when it is the same object.
 */

/**
 * `make`, remembering its last result for each `subject` for as long as everything else it is given is the
 * same. Arrays are the same when their elements are. `make` must read nothing but its arguments.
 */
export function remembered<Subject extends object, Sources extends readonly unknown[], Result>(
  make: (subject: Subject, ...sources: Sources) => Result,
): (subject: Subject, ...sources: Sources) => Result {
  const memory = new WeakMap<Subject, { sources: Sources; result: Result }>();
  return (subject, ...sources) => {
    const last = memory.get(subject);
    if (last && sameSources(last.sources, sources)) return last.result;
    const result = make(subject, ...sources);
    memory.set(subject, { sources, result });
    return result;
  };
}

function sameSources(a: readonly unknown[], b: readonly unknown[]): boolean {
  for (let index = 0; index < b.length; index++) {
    if (!sameSource(a[index], b[index])) return false;
  }
  return true;
}

function sameSource(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((element, index) => element === b[index]);
}
