/**
 * Pages of Describe results. A token names the last row of its page in the order of creation, so rows that
 * come or go between two pages neither repeat nor hide others.
 */
import { AwsError } from '../base/awsError.ts';

export interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
  /** Least MaxResults that the operation takes (5 in most of EC2). */
  readonly min?: number;
  /** MaxResults above it is cut to it (1000 in most of EC2). */
  readonly max?: number;
}

export interface Page<Row> {
  readonly rows: Row[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/** What orders rows: time of creation, then id. */
export interface Ordered {
  readonly id: string;
  readonly createdAt?: string;
}

/**
 * The page of `rows` that follows `nextToken`; everything, in its own order, when nothing is asked of pages.
 * @throws AwsError InvalidParameterValue for a MaxResults below `min`, InvalidNextToken
 */
export function page<Row extends Ordered>(rows: readonly Row[], request: PageRequest): Page<Row> {
  const { maxResults, nextToken, min = 5, max = 1000 } = request;
  if (maxResults !== undefined && !(maxResults >= min)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value greater than or equal to ${min}.`,
    );
  }
  if (maxResults === undefined && !nextToken) return { rows: [...rows] };
  const ordered = inOrder(rows) ? rows : [...rows].sort(byCreation);
  const rest = nextToken ? rowsAfter(ordered, decode(nextToken)) : ordered;
  const limit = maxResults === undefined ? rest.length : Math.min(maxResults, max);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, nextToken: last && rest.length > limit ? encode(last) : undefined };
}

/** Most lists are: rows come in the order in which they were made. */
function inOrder(rows: readonly Ordered[]): boolean {
  for (let at = 1; at < rows.length; at++) {
    if (byCreation(rows[at - 1] as Ordered, rows[at] as Ordered) > 0) return false;
  }
  return true;
}

/** The order of pages. */
export function byCreation(a: Ordered, b: Ordered): number {
  const [timeA, timeB] = [a.createdAt ?? '', b.createdAt ?? ''];
  if (timeA !== timeB) return timeA < timeB ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

function rowsAfter<Row extends Ordered>(ordered: readonly Row[], last: Ordered): Row[] {
  return ordered.filter((row) => byCreation(row, last) > 0);
}

function encode({ id, createdAt }: Ordered): string {
  return Buffer.from(JSON.stringify([createdAt ?? '', id])).toString('base64url');
}

function decode(token: string): Ordered {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (typeof createdAt === 'string' && typeof id === 'string') return { id, createdAt };
  } catch {
    // Falls through: whatever cannot be read is no token of ours.
  }
  throw new AwsError('InvalidNextToken', `The token '${token}' is invalid`);
}
