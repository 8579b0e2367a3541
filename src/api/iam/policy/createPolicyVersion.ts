/** CreatePolicyVersion: five at most are kept at a time. */
import type { CreatePolicyVersionRequest, CreatePolicyVersionResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { limitExceeded } from '../errors.ts';
import { ownPolicy } from './findPolicy.ts';
import { checkManagedDocument } from './policySize.ts';
import { versionView } from './policyView.ts';

export const MAX_VERSIONS = 5;

export function createPolicyVersion(
  call: Call,
  input: CreatePolicyVersionRequest,
): CreatePolicyVersionResponse {
  const document = checkManagedDocument(input.PolicyDocument);
  const policy = ownPolicy(call, input.PolicyArn);
  const { versions, nextVersion, defaultVersionId } = policy.spec;
  if (versions.length >= MAX_VERSIONS) {
    throw limitExceeded(
      `A managed policy can have up to ${MAX_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
  const createdAt = call.now.toISOString();
  const version = { id: `v${nextVersion}`, document, createdAt };
  const changed = {
    ...policy,
    spec: {
      ...policy.spec,
      versions: [...versions, version],
      nextVersion: nextVersion + 1,
      defaultVersionId: input.SetAsDefault ? version.id : defaultVersionId,
      changedAt: createdAt,
    },
  };
  call.tx.managedPolicies.put(changed);
  return { PolicyVersion: versionView(changed, version) };
}
