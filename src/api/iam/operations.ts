/** What the IAM service does: one line per operation. */
import type { OperationTable } from '../operation.ts';
import { createAccessKey } from './accessKey/createAccessKey.ts';
import { deleteAccessKey } from './accessKey/deleteAccessKey.ts';
import { getAccessKeyLastUsed } from './accessKey/getAccessKeyLastUsed.ts';
import { listAccessKeys } from './accessKey/listAccessKeys.ts';
import { updateAccessKey } from './accessKey/updateAccessKey.ts';
import { createAccountAlias, deleteAccountAlias, listAccountAliases } from './account/accountAliases.ts';
import { getAccountSummary } from './account/getAccountSummary.ts';
import { addUserToGroup } from './group/addUserToGroup.ts';
import { createGroup } from './group/createGroup.ts';
import { deleteGroup } from './group/deleteGroup.ts';
import { getGroup } from './group/getGroup.ts';
import { listGroups } from './group/listGroups.ts';
import { listGroupsForUser } from './group/listGroupsForUser.ts';
import { removeUserFromGroup } from './group/removeUserFromGroup.ts';
import { updateGroup } from './group/updateGroup.ts';
import {
  attachGroupPolicy,
  attachRolePolicy,
  attachUserPolicy,
  detachGroupPolicy,
  detachRolePolicy,
  detachUserPolicy,
  listAttachedGroupPolicies,
  listAttachedRolePolicies,
  listAttachedUserPolicies,
} from './holder/attachedPolicies.ts';
import {
  deleteRolePermissionsBoundary,
  deleteUserPermissionsBoundary,
  putRolePermissionsBoundary,
  putUserPermissionsBoundary,
} from './holder/boundaries.ts';
import {
  deleteGroupPolicy,
  deleteRolePolicy,
  deleteUserPolicy,
  getGroupPolicy,
  getRolePolicy,
  getUserPolicy,
  listGroupPolicies,
  listRolePolicies,
  listUserPolicies,
  putGroupPolicy,
  putRolePolicy,
  putUserPolicy,
} from './holder/inlinePolicies.ts';
import { createPolicy } from './policy/createPolicy.ts';
import { createPolicyVersion } from './policy/createPolicyVersion.ts';
import { deletePolicy } from './policy/deletePolicy.ts';
import { deletePolicyVersion } from './policy/deletePolicyVersion.ts';
import { getPolicy } from './policy/getPolicy.ts';
import { getPolicyVersion } from './policy/getPolicyVersion.ts';
import { listEntitiesForPolicy } from './policy/listEntitiesForPolicy.ts';
import { listPolicies } from './policy/listPolicies.ts';
import { listPolicyVersions } from './policy/listPolicyVersions.ts';
import { setDefaultPolicyVersion } from './policy/setDefaultPolicyVersion.ts';
import { createInstanceProfile } from './profile/createInstanceProfile.ts';
import { deleteInstanceProfile } from './profile/deleteInstanceProfile.ts';
import { getInstanceProfile } from './profile/getInstanceProfile.ts';
import { listInstanceProfiles, listInstanceProfilesForRole } from './profile/listInstanceProfiles.ts';
import { addRoleToInstanceProfile, removeRoleFromInstanceProfile } from './profile/profileRole.ts';
import { createRole } from './role/createRole.ts';
import { deleteRole } from './role/deleteRole.ts';
import { getRole } from './role/getRole.ts';
import { listRoles } from './role/listRoles.ts';
import { updateAssumeRolePolicy } from './role/updateAssumeRolePolicy.ts';
import { updateRole, updateRoleDescription } from './role/updateRole.ts';
import {
  listInstanceProfileTags,
  listPolicyTags,
  listRoleTags,
  listUserTags,
  tagInstanceProfile,
  tagPolicy,
  tagRole,
  tagUser,
  untagInstanceProfile,
  untagPolicy,
  untagRole,
  untagUser,
} from './tagging/tags.ts';
import {
  getLoginProfile,
  listMFADevices,
  listServiceSpecificCredentials,
  listSigningCertificates,
  listSSHPublicKeys,
} from './user/absentCredentials.ts';
import { createUser } from './user/createUser.ts';
import { deleteUser } from './user/deleteUser.ts';
import { getUser } from './user/getUser.ts';
import { listUsers } from './user/listUsers.ts';
import { updateUser } from './user/updateUser.ts';

export const iamOperations: OperationTable = {
  AddRoleToInstanceProfile: addRoleToInstanceProfile,
  AddUserToGroup: addUserToGroup,
  AttachGroupPolicy: attachGroupPolicy,
  AttachRolePolicy: attachRolePolicy,
  AttachUserPolicy: attachUserPolicy,
  CreateAccessKey: createAccessKey,
  CreateAccountAlias: createAccountAlias,
  CreateGroup: createGroup,
  CreateInstanceProfile: createInstanceProfile,
  CreatePolicy: createPolicy,
  CreatePolicyVersion: createPolicyVersion,
  CreateRole: createRole,
  CreateUser: createUser,
  DeleteAccessKey: deleteAccessKey,
  DeleteAccountAlias: deleteAccountAlias,
  DeleteGroup: deleteGroup,
  DeleteGroupPolicy: deleteGroupPolicy,
  DeleteInstanceProfile: deleteInstanceProfile,
  DeletePolicy: deletePolicy,
  DeletePolicyVersion: deletePolicyVersion,
  DeleteRole: deleteRole,
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
  DeleteRolePolicy: deleteRolePolicy,
  DeleteUser: deleteUser,
  DeleteUserPermissionsBoundary: deleteUserPermissionsBoundary,
  DeleteUserPolicy: deleteUserPolicy,
  DetachGroupPolicy: detachGroupPolicy,
  DetachRolePolicy: detachRolePolicy,
  DetachUserPolicy: detachUserPolicy,
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
  GetAccountSummary: getAccountSummary,
  GetGroup: getGroup,
  GetGroupPolicy: getGroupPolicy,
  GetInstanceProfile: getInstanceProfile,
  GetLoginProfile: getLoginProfile,
  GetPolicy: getPolicy,
  GetPolicyVersion: getPolicyVersion,
  GetRole: getRole,
  GetRolePolicy: getRolePolicy,
  GetUser: getUser,
  GetUserPolicy: getUserPolicy,
  ListAccessKeys: listAccessKeys,
  ListAccountAliases: listAccountAliases,
  ListAttachedGroupPolicies: listAttachedGroupPolicies,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  ListAttachedUserPolicies: listAttachedUserPolicies,
  ListEntitiesForPolicy: listEntitiesForPolicy,
  ListGroupPolicies: listGroupPolicies,
  ListGroups: listGroups,
  ListGroupsForUser: listGroupsForUser,
  ListInstanceProfileTags: listInstanceProfileTags,
  ListInstanceProfiles: listInstanceProfiles,
  ListInstanceProfilesForRole: listInstanceProfilesForRole,
  ListMFADevices: listMFADevices,
  ListPolicies: listPolicies,
  ListPolicyTags: listPolicyTags,
  ListPolicyVersions: listPolicyVersions,
  ListRolePolicies: listRolePolicies,
  ListRoleTags: listRoleTags,
  ListRoles: listRoles,
  ListSSHPublicKeys: listSSHPublicKeys,
  ListServiceSpecificCredentials: listServiceSpecificCredentials,
  ListSigningCertificates: listSigningCertificates,
  ListUserPolicies: listUserPolicies,
  ListUserTags: listUserTags,
  ListUsers: listUsers,
  PutGroupPolicy: putGroupPolicy,
  PutRolePermissionsBoundary: putRolePermissionsBoundary,
  PutRolePolicy: putRolePolicy,
  PutUserPermissionsBoundary: putUserPermissionsBoundary,
  PutUserPolicy: putUserPolicy,
  RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
  RemoveUserFromGroup: removeUserFromGroup,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
  TagInstanceProfile: tagInstanceProfile,
  TagPolicy: tagPolicy,
  TagRole: tagRole,
  TagUser: tagUser,
  UntagInstanceProfile: untagInstanceProfile,
  UntagPolicy: untagPolicy,
  UntagRole: untagRole,
  UntagUser: untagUser,
  UpdateAccessKey: updateAccessKey,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  UpdateGroup: updateGroup,
  UpdateRole: updateRole,
  UpdateRoleDescription: updateRoleDescription,
  UpdateUser: updateUser,
};
