/** Bulk calls: what cannot be done for one item is listed in the answer, and the others are done. */
import type { UnsuccessfulItem } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';

/**
 * Does `work` with what `find` finds for each id; an AwsError of `find` becomes that item's answer. An error of
 * `work` fails the whole call, since it may have come after a change.
 */
export function unsuccessfulOf<Found>(
  ids: readonly string[],
  find: (id: string) => Found,
  work: (found: Found) => void,
): UnsuccessfulItem[] {
  const unsuccessful: UnsuccessfulItem[] = [];
  for (const id of new Set(ids)) {
    const found = foundOrRefused(() => find(id));
    if (found instanceof AwsError) unsuccessful.push(item(id, found));
    else work(found);
  }
  return unsuccessful;
}

function foundOrRefused<Found>(find: () => Found): Found | AwsError {
  try {
    return find();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

function item(ResourceId: string, { code, message }: AwsError): UnsuccessfulItem {
  return { ResourceId, Error: { Code: code, Message: message } };
}
