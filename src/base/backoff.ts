/** How long to wait before the next attempt of something that has failed. */

export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** Doubles with each failure in a row (`failures` counts from 1) up to the most. */
export function backoffMs({ firstMs, mostMs }: Backoff, failures: number): number {
  return Math.min(firstMs * 2 ** (failures - 1), mostMs);
}
