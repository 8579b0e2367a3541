/** Managed policies as answers show them. */
import type { Policy, PolicyVersion as PolicyVersionView } from '@aws-sdk/client-iam';
import type { ManagedPolicy, PolicyVersion } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { encodedDocument } from '../documents.ts';
import { attachments } from './attachments.ts';

/** As lists show it: without description and tags. */
export function policyView(call: Call, { id, createdAt, spec }: ManagedPolicy): Policy {
  const { users, groups, roles, boundedUsers, boundedRoles } = attachments(call, id);
  return {
    PolicyName: spec.name,
    PolicyId: spec.policyId,
    Arn: id,
    Path: spec.path,
    DefaultVersionId: spec.defaultVersionId,
    AttachmentCount: users.length + groups.length + roles.length,
    PermissionsBoundaryUsageCount: boundedUsers.length + boundedRoles.length,
    IsAttachable: true,
    CreateDate: new Date(createdAt),
    UpdateDate: new Date(spec.changedAt),
  };
}

export function versionView({ spec }: ManagedPolicy, version: PolicyVersion): PolicyVersionView {
  return {
    VersionId: version.id,
    IsDefaultVersion: version.id === spec.defaultVersionId,
    CreateDate: new Date(version.createdAt),
  };
}

export function wholeVersionView(policy: ManagedPolicy, version: PolicyVersion): PolicyVersionView {
  return { ...versionView(policy, version), Document: encodedDocument(version.document) };
}
