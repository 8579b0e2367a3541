/** AcceptVpcPeeringConnection: by the owner of the other VPC, in that VPC's Region. */
import type {
  AcceptVpcPeeringConnectionRequest,
  AcceptVpcPeeringConnectionResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { notFound } from '../ids.ts';
import { requestToDecide, withOwnTags } from './findPeering.ts';
import { peeringView } from './peeringView.ts';

export function acceptVpcPeeringConnection(
  call: Call,
  input: AcceptVpcPeeringConnectionRequest,
): AcceptVpcPeeringConnectionResult {
  const connection = requestToDecide(call, input.VpcPeeringConnectionId, 'accept');
  const { requester, accepter } = connection.spec;
  for (const { vpcId } of [requester, accepter]) checkVpc(call, vpcId);
  const active = {
    ...connection,
    spec: { ...connection.spec, acceptedAt: call.now.toISOString() },
    status: { code: 'active', message: 'Active' } as const,
  };
  call.tx.peeringConnections.put(active);
  return { VpcPeeringConnection: peeringView(call, withOwnTags(call, active)) };
}

function checkVpc(call: Call, vpcId: string): void {
  const { tx } = call;
  if (!tx.vpcs.has(vpcId)) throw notFound('vpc', vpcId);
  const active = tx.peeringConnections.by('vpc', vpcId).filter(({ status }) => status.code === 'active');
  const words = `The maximum number of active peering connections has been reached for ${vpcId}.`;
  checkQuota(
    call,
    'activePeeringConnectionsPerVpc',
    active.length,
    'ActiveVpcPeeringConnectionPerVpcLimitExceeded',
    words,
  );
}
