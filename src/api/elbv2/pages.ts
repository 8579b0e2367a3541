/** Marker and PageSize: ELBv2's pages. */
import { AwsError } from '../../base/awsError.ts';
import { type Ordered, page } from '../pagination.ts';
import { validationError } from './errors.ts';

const MAX_PAGE_SIZE = 400;

export interface MarkerRequest {
  readonly Marker?: string;
  readonly PageSize?: number;
}

/** @throws AwsError ValidationError for a page size outside 1..400 or a marker that is none of ours */
export function markerPage<Row extends Ordered>(
  rows: readonly Row[],
  { Marker, PageSize = MAX_PAGE_SIZE }: MarkerRequest,
): { rows: Row[]; NextMarker: string | undefined } {
  if (PageSize < 1 || PageSize > MAX_PAGE_SIZE) {
    throw validationError(`Page size must be between 1 and ${MAX_PAGE_SIZE}`);
  }
  if (Marker === undefined && rows.length <= PageSize) return { rows: [...rows], NextMarker: undefined };
  try {
    const found = page(rows, { maxResults: PageSize, nextToken: Marker, min: 1, max: MAX_PAGE_SIZE });
    return { rows: found.rows, NextMarker: found.nextToken };
  } catch (error) {
    if (error instanceof AwsError) throw validationError('The marker is not valid');
    throw error;
  }
}
