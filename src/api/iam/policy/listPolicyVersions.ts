/** ListPolicyVersions: the newest first. */
import type { ListPolicyVersionsRequest, ListPolicyVersionsResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { pageOf } from '../pages.ts';
import { readablePolicy } from './findPolicy.ts';
import { versionView } from './policyView.ts';

const LARGEST_VERSION = 1e9;

export function listPolicyVersions(call: Call, input: ListPolicyVersionsRequest): ListPolicyVersionsResponse {
  const policy = readablePolicy(call, input.PolicyArn);
  const { items, page } = pageOf(policy.spec.versions, ({ id }) => newestFirst(id), input);
  return { Versions: items.map((version) => versionView(policy, version)), ...page };
}

/** A text that sorts the other way round. */
function newestFirst(versionId: string): string {
  return String(LARGEST_VERSION - Number(versionId.slice(1))).padStart(10, '0');
}
