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

/** Numbers below are seconds, from here on milliseconds: as seconds this is the year 5138, as milliseconds 1973. */
const FIRST_MILLISECONDS = 100_000_000_000;

/** Milliseconds since 1970; undefined for what is no date. */
export function instantOf(text: string): number | undefined {
  if (/^\d+$/.test(text) && text.length > 4) return epochInstant(Number(text));
  const parts = PARTS.exec(text)?.slice(1);
  if (!parts?.every((part, index) => part === undefined || within(Number(part), index))) return undefined;
  const [year = 0, month = 1, day = 1, ...time] = parts.slice(0, 6).map((part) => part && Number(part));
  const [hour = 0, minute = 0, second = 0] = time;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(
    Number(hour),
    Number(minute),
    Number(second),
    Math.trunc(Number(`0.${parts[6] ?? 0}`) * 1000),
  );
  return date.getTime() - zoneMilliseconds(text, parts);
}

function epochInstant(value: number): number {
  return value < FIRST_MILLISECONDS ? value * 1000 : value;
}

function zoneMilliseconds(text: string, parts: readonly (string | undefined)[]): number {
  if (parts[7] === undefined) return 0;
  const minutes = Number(parts[7]) * 60 + Number(parts[8] ?? 0);
  return (/-\d{2}(:\d{2})?$/.test(text) ? -minutes : minutes) * 60_000;
}

function within(value: number, index: number): boolean {
  const [least, greatest] = BOUNDS[index] as readonly [number, number];
  return value >= least && value <= greatest;
}
