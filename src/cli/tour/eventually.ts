/** Waits for what must come true. */
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/**
 * Looks until something is there.
 * @throws Error naming `what` after `seconds`
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  seconds = 30,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`After ${seconds} s still not: ${what}.`);
    await sleep(POLL_MS);
  }
}
