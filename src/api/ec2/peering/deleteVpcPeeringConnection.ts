/** DeleteVpcPeeringConnection: by either owner once it is active, by the requester before. */
import type {
  DeleteVpcPeeringConnectionRequest,
  DeleteVpcPeeringConnectionResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { PeeringConnection } from '../../../resources/peeringConnection.ts';
import type { Call } from '../../operation.ts';
import { findPeering } from './findPeering.ts';

export function deleteVpcPeeringConnection(
  call: Call,
  input: DeleteVpcPeeringConnectionRequest,
): DeleteVpcPeeringConnectionResult {
  const connection = findPeering(call, input.VpcPeeringConnectionId);
  checkDeletable(call, connection);
  call.tx.peeringConnections.put({
    ...connection,
    status: {
      code: 'deleted',
      message: `Deleted by ${call.accountId}`,
      endedAt: call.now.toISOString(),
      endedBy: call.accountId,
    },
  });
  return { Return: true };
}

function checkDeletable(call: Call, { id, accountId, status }: PeeringConnection): void {
  if (status.code === 'active') return;
  if (status.code !== 'pending-acceptance') {
    throw new AwsError(
      'InvalidStateTransition',
      `Invalid state transition for ${id}, attempted to transition from ${status.code} to deleting`,
    );
  }
  if (accountId === call.accountId) return;
  throw new AwsError('OperationNotPermitted', `User (${call.accountId}) cannot delete peering ${id}`);
}
