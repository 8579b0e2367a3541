/** What all Describe operations do with the rows they found: filter them, cut a page. */
import type { Filter } from '@aws-sdk/client-ec2';
import { AwsError } from '../../base/awsError.ts';
import { type FilterDefinitions, matching } from '../filters.ts';
import { type Ordered, type Page, page } from '../pagination.ts';

/** Members that Describe requests share. */
export interface DescribeRequest {
  readonly Filters?: Filter[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export function filteredPage<Row extends Ordered>(
  rows: readonly Row[],
  request: DescribeRequest,
  definitions: FilterDefinitions<Row>,
): Page<Row> {
  return page(matching(request.Filters, rows, definitions), {
    maxResults: request.MaxResults,
    nextToken: request.NextToken,
  });
}

/** @throws AwsError DependencyViolation, in the words of VPCs and of what is in them */
export function dependencyViolation(what: string, id: string): AwsError {
  return new AwsError('DependencyViolation', `The ${what} '${id}' has dependencies and cannot be deleted.`);
}

/** A request for something that AWS has and this service has not (yet). */
export function unsupported(what: string): AwsError {
  return new AwsError('UnsupportedOperation', `${what} is not supported here.`);
}
