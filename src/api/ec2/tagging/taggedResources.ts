/** The resources that a tagging request names. */
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { type FoundResource, findTaggable } from './taggable.ts';

const MAX_RESOURCES = 1000;

/** @throws AwsError MissingParameter, InvalidParameterValue, and the not-found error of each kind */
export function taggedResources(call: Call, ids: readonly string[] | undefined): FoundResource[] {
  const distinct = [...new Set(required(ids?.length ? ids : undefined, 'resourceIdSet'))];
  if (distinct.length > MAX_RESOURCES) {
    throw new AwsError(
      'InvalidParameterValue',
      `At most ${MAX_RESOURCES} resources can be tagged in one request.`,
    );
  }
  return distinct.map((id) => findTaggable(call, id));
}
