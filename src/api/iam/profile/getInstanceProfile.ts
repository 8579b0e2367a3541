/** GetInstanceProfile. */
import type { GetInstanceProfileRequest, GetInstanceProfileResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { findInstanceProfile } from '../lookups.ts';
import { wholeProfileView } from './profileView.ts';

export function getInstanceProfile(
  call: Call,
  { InstanceProfileName }: GetInstanceProfileRequest,
): GetInstanceProfileResponse {
  return { InstanceProfile: wholeProfileView(call, findInstanceProfile(call, InstanceProfileName)) };
}
