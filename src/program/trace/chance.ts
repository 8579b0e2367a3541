/** All ways that chance may go. */
import type { Chooser } from './journey.ts';

/** Runs it once for each way of choosing, in order: the last choice changes first. */
export function everyWay<T>(run: (choose: Chooser) => T): T[] {
  const results: T[] = [];
  let next: readonly number[] | undefined = [];
  while (next) {
    const way: Choice[] = [];
    results.push(run(following(next, way)));
    next = after(way);
  }
  return results;
}

interface Choice {
  readonly chosen: number;
  readonly count: number;
}

/** Chooses what is said, then always the first; notes down what it chose. */
function following(said: readonly number[], way: Choice[]): Chooser {
  return (count) => {
    const chosen = said[way.length] ?? 0;
    way.push({ chosen, count });
    return chosen;
  };
}

function after(way: readonly Choice[]): number[] | undefined {
  const last = way.findLastIndex(({ chosen, count }) => chosen + 1 < count);
  if (last < 0) return undefined;
  return way.slice(0, last + 1).map(({ chosen }, index) => (index === last ? chosen + 1 : chosen));
}
