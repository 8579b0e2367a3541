/**
 * Work that is asked for many times and done once, after what is running now.
 *
 * It rests after each run for some times as long as the run took: work whose cost grows with what has piled up may
 * not keep others from running. Short runs do not wait.
 */

export interface Soon {
  ask(): void;
  cancel(): void;
}

/** Work takes one part in ten of the time, unless it takes very long. */
const REST = 9;
/** Shorter rests are none: timers count whole milliseconds. */
const SHORTEST_REST_MS = 1;
const LONGEST_REST_MS = 250;

export function soon(work: () => void): Soon {
  let cancelAsked: (() => void) | undefined;
  let restUntil = 0;
  const run = () => {
    cancelAsked = undefined;
    const started = performance.now();
    work();
    const ended = performance.now();
    restUntil = ended + Math.min(REST * (ended - started), LONGEST_REST_MS);
  };
  return {
    ask() {
      cancelAsked ??= schedule(run, restUntil - performance.now());
    },
    cancel() {
      cancelAsked?.();
      cancelAsked = undefined;
    },
  };
}

/** Returns what takes it back. */
function schedule(work: () => void, afterMs: number): () => void {
  if (afterMs < SHORTEST_REST_MS) {
    const immediate = setImmediate(work);
    return () => clearImmediate(immediate);
  }
  const timeout = setTimeout(work, afterMs);
  return () => clearTimeout(timeout);
}
