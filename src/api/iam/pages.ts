/** Marker and MaxItems: lists in the order of names. A marker names the last item of its page. */
import { constraintError, validationError } from './errors.ts';

const DEFAULT_ITEMS = 100;
const MOST_ITEMS = 1000;

export interface PageRequest {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

export interface Paged<Item> {
  readonly items: Item[];
  readonly page: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/** @throws AwsError ValidationError for MaxItems outside 1..1000, or a marker that is none */
export function pageOf<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { Marker, MaxItems = DEFAULT_ITEMS }: PageRequest,
): Paged<Item> {
  checkMaxItems(MaxItems);
  const after = Marker === undefined ? undefined : nameIn(Marker);
  const rest = items
    .filter((item) => after === undefined || compare(nameOf(item), after) > 0)
    .sort((a, b) => compare(nameOf(a), nameOf(b)));
  const shown = rest.slice(0, MaxItems);
  const last = shown.at(-1);
  if (rest.length <= shown.length || last === undefined)
    return { items: shown, page: { IsTruncated: false } };
  return { items: shown, page: { IsTruncated: true, Marker: markerOf(nameOf(last)) } };
}

function checkMaxItems(count: number): void {
  if (!(count >= 1)) throw constraintError(count, 'maxItems', 'have value greater than or equal to 1');
  if (count > MOST_ITEMS) {
    throw constraintError(count, 'maxItems', `have value less than or equal to ${MOST_ITEMS}`);
  }
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function markerOf(name: string): string {
  return Buffer.from(JSON.stringify([name])).toString('base64url');
}

function nameIn(marker: string): string {
  try {
    const [name] = JSON.parse(Buffer.from(marker, 'base64url').toString()) as [unknown];
    if (typeof name === 'string') return name;
  } catch {
    // Falls through: whatever cannot be read is no marker of ours.
  }
  throw validationError('Invalid Marker.');
}
