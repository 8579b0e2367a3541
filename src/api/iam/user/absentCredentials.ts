/**
 * Credentials of users other than access keys, none of which can be made here: their lists are empty. Tools ask for
 * them before they delete a user.
 */
import type { GetLoginProfileRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { noSuchEntity } from '../errors.ts';
import { userOrRoot } from '../lookups.ts';

interface UserRequest {
  readonly UserName?: string;
}

export function listMFADevices(call: Call, { UserName }: UserRequest): object {
  userOrRoot(call, UserName);
  return { MFADevices: [], IsTruncated: false };
}

export function listSSHPublicKeys(call: Call, { UserName }: UserRequest): object {
  userOrRoot(call, UserName);
  return { SSHPublicKeys: [], IsTruncated: false };
}

export function listSigningCertificates(call: Call, { UserName }: UserRequest): object {
  userOrRoot(call, UserName);
  return { Certificates: [], IsTruncated: false };
}

export function listServiceSpecificCredentials(call: Call, { UserName }: UserRequest): object {
  userOrRoot(call, UserName);
  return { ServiceSpecificCredentials: [] };
}

export function getLoginProfile(call: Call, { UserName }: GetLoginProfileRequest): never {
  const name = userOrRoot(call, UserName)?.spec.name ?? call.accountId;
  throw noSuchEntity(`Login Profile for User ${name} cannot be found.`);
}
