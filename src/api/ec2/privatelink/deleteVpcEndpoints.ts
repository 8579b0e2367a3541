/** DeleteVpcEndpoints: the consumer ends its endpoints. */
import type { DeleteVpcEndpointsRequest, DeleteVpcEndpointsResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { VpcEndpoint } from '../../../resources/endpoint.ts';
import { deleteEndpoint } from '../../../state/connections.ts';
import { removeEndpointRoutes } from '../../../state/endpointRoutes.ts';
import type { Call } from '../../operation.ts';
import { checkId, mine, required } from '../ids.ts';
import { invalidParameter } from './errors.ts';
import { unsuccessfulOf } from './unsuccessful.ts';

/** One that is being deleted already is no error. */
export function deleteVpcEndpoints(call: Call, input: DeleteVpcEndpointsRequest): DeleteVpcEndpointsResult {
  const ids = required(input.VpcEndpointIds, 'VpcEndpointId');
  for (const id of ids) checkId('vpcEndpoint', id);
  return {
    Unsuccessful: unsuccessfulOf(
      ids,
      (id) => ownEndpoint(call, id),
      (row) => remove(call, row),
    ),
  };
}

function ownEndpoint(call: Call, id: string): VpcEndpoint {
  const row = call.tx.vpcEndpoints.get(id);
  if (!row || `${row.accountId}/${row.region}` !== mine(call)) {
    throw new AwsError('InvalidVpcEndpoint.NotFound', `The Vpc Endpoint Id '${id}' does not exist`);
  }
  if (row.spec.vpcEndpointType === 'GatewayLoadBalancer') checkUnrouted(call, row);
  if (row.spec.vpcEndpointType === 'Gateway') checkUnneeded(call, row);
  return row;
}

/** @throws AwsError InvalidParameter while route tables lead to it */
function checkUnrouted({ tx }: Call, { id }: VpcEndpoint): void {
  if (tx.routeTables.count('target', id) === 0) return;
  throw invalidParameter(`Endpoint must be removed from route table before deletion: ${id}`);
}

/** @throws AwsError DependencyViolation while an interface endpoint leaves the VPC's own queries to it */
function checkUnneeded({ tx }: Call, { id, spec }: VpcEndpoint): void {
  const dependent = tx.vpcEndpoints
    .by('vpc', spec.vpcId)
    .filter((row) => row.spec.serviceName === spec.serviceName && row.status.state !== 'deleting')
    .find((row) => row.spec.privateDnsOnlyForInboundResolverEndpoint);
  if (!dependent) return;
  throw new AwsError(
    'DependencyViolation',
    `The Vpc Endpoint '${id}' cannot be deleted: the Vpc Endpoint '${dependent.id}' has PrivateDnsOnlyForInboundResolverEndpoint set to true.`,
  );
}

function remove({ tx, now }: Call, row: VpcEndpoint): void {
  if (row.status.state === 'deleting') return;
  removeEndpointRoutes(tx, row.id);
  deleteEndpoint(tx, row, now);
}
