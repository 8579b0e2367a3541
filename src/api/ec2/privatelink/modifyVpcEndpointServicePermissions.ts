/** ModifyVpcEndpointServicePermissions: who may connect. Existing connections stay as they are. */
import type {
  AddedPrincipal,
  ModifyVpcEndpointServicePermissionsRequest,
  ModifyVpcEndpointServicePermissionsResult,
} from '@aws-sdk/client-ec2';
import type { ServicePermission } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';
import { findEndpointService } from '../ids.ts';
import { newResource } from '../vpcParts.ts';
import { principalTypeOf } from './servicePrincipals.ts';

/** Adding whom the service admits already, or removing whom it does not, changes nothing. */
export function modifyVpcEndpointServicePermissions(
  call: Call,
  input: ModifyVpcEndpointServicePermissionsRequest,
): ModifyVpcEndpointServicePermissionsResult {
  const { id } = findEndpointService(call, input.ServiceId);
  for (const principal of input.RemoveAllowedPrincipals ?? []) remove(call, id, principal);
  const added = (input.AddAllowedPrincipals ?? []).flatMap((principal) => add(call, id, principal));
  return { AddedPrincipals: added.map(addedPrincipal), ReturnValue: true };
}

function remove({ tx }: Call, serviceId: string, principal: string): void {
  for (const row of permissionsFor(tx, serviceId, principal)) tx.servicePermissions.delete(row.id);
}

function add(call: Call, serviceId: string, principal: string): ServicePermission[] {
  const principalType = principalTypeOf(principal);
  if (permissionsFor(call.tx, serviceId, principal).length > 0) return [];
  const row = { ...newResource(call, 'vpce-svc-perm'), spec: { serviceId, principal, principalType } };
  call.tx.servicePermissions.put(row);
  return [row];
}

function permissionsFor(tx: Call['tx'], serviceId: string, principal: string): ServicePermission[] {
  return tx.servicePermissions.by('service', serviceId).filter((row) => row.spec.principal === principal);
}

function addedPrincipal({ id, spec }: ServicePermission): AddedPrincipal {
  return {
    PrincipalType: spec.principalType,
    Principal: spec.principal,
    ServicePermissionId: id,
    ServiceId: spec.serviceId,
  };
}
