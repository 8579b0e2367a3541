/** DeleteVpcEndpoints: the consumer ends its endpoints. */
import type { DeleteVpcEndpointsRequest, DeleteVpcEndpointsResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { VpcEndpoint } from '../../../resources/endpoint.ts';
import { deleteEndpoint } from '../../../state/connections.ts';
import type { Call } from '../../operation.ts';
import { checkId, mine, required } from '../ids.ts';
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
  return row;
}

function remove(call: Call, row: VpcEndpoint): void {
  if (row.status.state !== 'deleting') deleteEndpoint(call.tx, row, call.now);
}
