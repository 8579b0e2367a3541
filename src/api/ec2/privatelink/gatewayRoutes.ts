/** The route tables of a gateway endpoint: where the service's prefix list leads to it. */
import { known } from '../../../base/assert.ts';
import { awsPrefixLists } from '../../../resources/awsPrefixLists.ts';
import type { VpcEndpoint } from '../../../resources/endpoint.ts';
import { addEndpointRoutes, removeEndpointRoutes } from '../../../state/endpointRoutes.ts';
import type { Call } from '../../operation.ts';
import { findRouteTable } from '../ids.ts';
import { invalidParameter } from './errors.ts';

/**
 * The tables of that VPC.
 * @throws AwsError InvalidRouteTableId.Malformed, InvalidRouteTableID.NotFound, InvalidParameter
 */
export function checkRouteTables(call: Call, vpcId: string, ids: readonly string[] = []): string[] {
  const unique = [...new Set(ids)];
  for (const id of unique) {
    if (findRouteTable(call, id).spec.vpcId === vpcId) continue;
    throw invalidParameter(`The route table ${id} does not belong to the VPC ${vpcId}`);
  }
  return unique;
}

/** In the order of their creation. The tables' own routes are the only record of it. */
export function routeTablesOf({ tx }: Call, endpointId: string): string[] {
  return tx.routeTables.by('target', endpointId).map(({ id }) => id);
}

/** @throws AwsError RouteAlreadyExists */
export function leadToGateway(call: Call, endpoint: VpcEndpoint, routeTableIds: readonly string[]): void {
  const { serviceName } = endpoint.spec;
  const list = awsPrefixLists(endpoint.region).find(({ name }) => name === serviceName);
  const { id: prefixListId } = known(list, `${serviceName} has a prefix list`);
  addEndpointRoutes(call.tx, { endpointId: endpoint.id, prefixListId, routeTableIds });
}

/** @throws AwsError InvalidRouteTableID.NotFound and as `checkRouteTables`, InvalidParameter for another's */
export function changeGatewayRoutes(
  call: Call,
  endpoint: VpcEndpoint,
  { AddRouteTableIds, RemoveRouteTableIds }: { AddRouteTableIds?: string[]; RemoveRouteTableIds?: string[] },
): void {
  const present = routeTablesOf(call, endpoint.id);
  const removed = checkRouteTables(call, endpoint.spec.vpcId, RemoveRouteTableIds);
  const stranger = removed.find((id) => !present.includes(id));
  if (stranger) throw invalidParameter(`The route table ${stranger} is not associated with the VPC endpoint`);
  const added = checkRouteTables(call, endpoint.spec.vpcId, AddRouteTableIds);
  removeEndpointRoutes(call.tx, endpoint.id, removed);
  leadToGateway(
    call,
    endpoint,
    added.filter((id) => !present.includes(id) || removed.includes(id)),
  );
}
