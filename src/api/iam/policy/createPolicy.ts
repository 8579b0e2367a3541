/** CreatePolicy: its first version is the default. */
import type { CreatePolicyRequest, CreatePolicyResponse } from '@aws-sdk/client-iam';
import { iamArn } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { alreadyExists, checkQuota } from '../errors.ts';
import { uniqueId } from '../ids.ts';
import { named } from '../lookups.ts';
import { checkDescription, checkName, checkPath } from '../names.ts';
import { tagsIfAny, withTags } from '../tags.ts';
import { checkManagedDocument } from './policySize.ts';
import { policyView } from './policyView.ts';

export function createPolicy(call: Call, input: CreatePolicyRequest): CreatePolicyResponse {
  const { tx, accountId, random } = call;
  const name = checkName(input.PolicyName, 'policyName', 128);
  const path = checkPath(input.Path);
  const description = checkDescription(input.Description);
  const document = checkManagedDocument(input.PolicyDocument);
  const tags = withTags({}, input.Tags, 'exact');
  if (named(call, tx.managedPolicies, name)) {
    throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  }
  const present = tx.managedPolicies.count('account', accountId);
  checkQuota(present, 'iamPoliciesPerAccount', 'PoliciesPerAccount');
  const createdAt = call.now.toISOString();
  const row = {
    id: iamArn(accountId, 'policy', { path, name }),
    accountId,
    createdAt,
    tags,
    spec: {
      name,
      path,
      description,
      policyId: uniqueId(random, 'policy'),
      versions: [{ id: 'v1', document, createdAt }],
      defaultVersionId: 'v1',
      nextVersion: 2,
      changedAt: createdAt,
    },
  };
  tx.managedPolicies.put(row);
  return { Policy: { ...policyView(call, row), Tags: tagsIfAny(tags) } };
}
