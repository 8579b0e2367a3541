/** What must be true of what was seen; each throws with what was seen instead. */
import type { Inside } from './inside.ts';

/** No connection comes about: refused, reset or unanswered. */
export async function isBlocked(machine: Inside, address: string, port: number) {
  const seen = await machine.connect(address, port);
  if (seen.outcome === 'connected') throw new Error(`A connection to ${address}:${port} came about.`);
  return seen;
}

const CUT_WITHIN_MS = 10_000;

/** A running response ends by force, and soon. */
export async function isCut(ended: Promise<{ bytes: number; ended: string }>) {
  const late = new Promise<never>((_, fail) => {
    setTimeout(() => fail(new Error('The running connection goes on.')), CUT_WITHIN_MS).unref();
  });
  return Promise.race([ended, late]);
}

/** The server's answer as one line of text. */
export function quotedBody(body = ''): string {
  const { greeting, sees } = JSON.parse(body) as { greeting: string; sees: string };
  return `“${greeting}”, which sees ${sees}`;
}

/** `ECONNREFUSED after 2 ms`. */
export function outcomeOf({ outcome, ms }: { outcome: string; ms: number }): string {
  return `${outcome} after ${ms.toFixed(0)} ms`;
}
