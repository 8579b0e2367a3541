/** Dates in conditions: ISO 8601 in parts, or milliseconds since 1970. */

const PARTS =
  /^(-?\d+)(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:t(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?(?:z|[+-](\d{2})(?::(\d{2}))?)?)?)?)?)?$/i;

/** Least and greatest of year, month, day, hour, minute, second, fraction, and the zone's hours and minutes. */
const BOUNDS: readonly (readonly [number, number])[] = [
  [-292_275_054, 292_278_993],
  [1, 12],
  [1, 31],
  [0, 23],
  [0, 59],
  [0, 59],
  [0, 999_999_999],
  [0, 23],
  [0, 59],
];

const LATEST_MILLISECONDS = 2n ** 63n - 1n;

export function isConditionDate(text: string): boolean {
  if (/^\d+$/.test(text)) return BigInt(text) <= LATEST_MILLISECONDS;
  // A policy variable has its date only when a request is made.
  if (text.startsWith('${')) return true;
  const parts = PARTS.exec(text)?.slice(1);
  if (!parts) return false;
  return parts.every((part, index) => part === undefined || within(Number(part), index));
}

function within(value: number, index: number): boolean {
  const [least, greatest] = BOUNDS[index] as readonly [number, number];
  return value >= least && value <= greatest;
}
