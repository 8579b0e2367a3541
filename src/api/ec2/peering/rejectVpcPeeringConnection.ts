/** RejectVpcPeeringConnection: by the owner of the other VPC, in that VPC's Region. */
import type {
  RejectVpcPeeringConnectionRequest,
  RejectVpcPeeringConnectionResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { requestToDecide } from './findPeering.ts';

export function rejectVpcPeeringConnection(
  call: Call,
  input: RejectVpcPeeringConnectionRequest,
): RejectVpcPeeringConnectionResult {
  const connection = requestToDecide(call, input.VpcPeeringConnectionId, 'reject');
  call.tx.peeringConnections.put({
    ...connection,
    status: {
      code: 'rejected',
      message: `Rejected by ${call.accountId}`,
      endedAt: call.now.toISOString(),
      endedBy: call.accountId,
    },
  });
  return { Return: true };
}
