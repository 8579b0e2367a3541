/** GetPolicy. */
import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';
import { readablePolicy } from './findPolicy.ts';
import { policyView } from './policyView.ts';

export function getPolicy(call: Call, { PolicyArn }: GetPolicyRequest): GetPolicyResponse {
  const row = readablePolicy(call, PolicyArn);
  return {
    Policy: { ...policyView(call, row), Description: row.spec.description, Tags: toTagList(row.tags) },
  };
}
