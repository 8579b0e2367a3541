/** Our own mistakes. A failed assertion stops the process; what is on disk is whole. */
export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new AssertionError(claim);
}

/** The value, which must be there. */
export function known<T>(value: T | undefined | null, claim: string): T {
  assert(value !== undefined && value !== null, claim);
  return value;
}

export class AssertionError extends Error {
  override name = 'AssertionError';
}
