/** PutUserPermissionsBoundary, DeleteUserPermissionsBoundary, and the same for roles. */
import type { AttachedPermissionsBoundary } from '@aws-sdk/client-iam';
import type { IamResource, Named } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { noSuchEntity } from '../errors.ts';
import { type Kind, ROLE, USER } from '../kinds.ts';
import { attachablePolicy } from '../policy/findPolicy.ts';

export const putUserPermissionsBoundary = putting(USER);
export const putRolePermissionsBoundary = putting(ROLE);
export const deleteUserPermissionsBoundary = deleting(USER);
export const deleteRolePermissionsBoundary = deleting(ROLE);

type Bounded = IamResource & { readonly spec: Named & { readonly permissionsBoundaryArn?: string } };

/** The ARN of a policy that may be a boundary; nothing where none is asked for. */
export function checkBoundary(call: Call, arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : attachablePolicy(call, arn).id;
}

export function boundaryView(arn: string | undefined): AttachedPermissionsBoundary | undefined {
  return arn === undefined
    ? undefined
    : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const, PermissionsBoundaryArn: arn };
}

function putting<Row extends Bounded, Request>(kind: Kind<Row, Request>) {
  return (call: Call, input: Request & { PermissionsBoundary?: string }): object => {
    const row = kind.find(call, input);
    const permissionsBoundaryArn = attachablePolicy(call, input.PermissionsBoundary).id;
    kind.put(call, { ...row, spec: { ...row.spec, permissionsBoundaryArn } });
    return {};
  };
}

function deleting<Row extends Bounded, Request>(kind: Kind<Row, Request>) {
  return (call: Call, input: Request): object => {
    const row = kind.find(call, input);
    if (row.spec.permissionsBoundaryArn === undefined) {
      throw noSuchEntity(`No permissions boundary is set for ${row.spec.name}.`);
    }
    kind.put(call, { ...row, spec: { ...row.spec, permissionsBoundaryArn: undefined } });
    return {};
  };
}
