/** GetPolicyVersion: the document, URL-encoded. */
import type { GetPolicyVersionRequest, GetPolicyVersionResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { readablePolicy } from './findPolicy.ts';
import { findVersion } from './findVersion.ts';
import { wholeVersionView } from './policyView.ts';

export function getPolicyVersion(call: Call, input: GetPolicyVersionRequest): GetPolicyVersionResponse {
  const policy = readablePolicy(call, input.PolicyArn);
  return { PolicyVersion: wholeVersionView(policy, findVersion(policy, input.VersionId)) };
}
