/** CreateInstanceProfile. */
import type { CreateInstanceProfileRequest, CreateInstanceProfileResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { alreadyExists, checkQuota } from '../errors.ts';
import { uniqueId } from '../ids.ts';
import { named } from '../lookups.ts';
import { checkName, checkPath } from '../names.ts';
import { withTags } from '../tags.ts';
import { wholeProfileView } from './profileView.ts';

export function createInstanceProfile(
  call: Call,
  input: CreateInstanceProfileRequest,
): CreateInstanceProfileResponse {
  const { tx, accountId } = call;
  const name = checkName(input.InstanceProfileName, 'instanceProfileName', 128);
  const path = checkPath(input.Path);
  const tags = withTags({}, input.Tags, 'exact');
  if (named(call, tx.instanceProfiles, name)) throw alreadyExists(`Instance Profile ${name} already exists.`);
  const count = tx.instanceProfiles.count('account', accountId);
  checkQuota(count, 'iamInstanceProfilesPerAccount', 'InstanceProfilesPerAccount');
  const createdAt = call.now.toISOString();
  const row = { id: uniqueId(call.random, 'profile'), accountId, createdAt, tags, spec: { name, path } };
  tx.instanceProfiles.put(row);
  return { InstanceProfile: wholeProfileView(call, row) };
}
