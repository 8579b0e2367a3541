/** The peering connections that a caller sees: those of its VPCs here, until they have been gone for a while. */
import { AwsError } from '../../../base/awsError.ts';
import { isShownTo, type PeeringConnection } from '../../../resources/peeringConnection.ts';
import type { Call } from '../../operation.ts';
import { checkId, mine, notFound, required } from '../ids.ts';

/** @throws AwsError MissingParameter, InvalidVpcPeeringConnectionID.NotFound */
export function findPeering(call: Call, id: string | undefined): PeeringConnection {
  const wanted = required(id, 'vpcPeeringConnectionId');
  checkId('peeringConnection', wanted);
  const connection = call.tx.peeringConnections.get(wanted);
  if (!connection || !isShownTo(connection, call, call.now)) throw notFound('peeringConnection', wanted);
  return connection;
}

/** All that the caller sees, with its own tags in place of the other side's. */
export function seenPeerings(call: Call): PeeringConnection[] {
  return call.tx.peeringConnections
    .by('party', mine(call))
    .filter((connection) => isShownTo(connection, call, call.now))
    .map((connection) => withOwnTags(call, connection));
}

export function withOwnTags(call: Call, connection: PeeringConnection): PeeringConnection {
  if (connection.accountId === call.accountId && connection.region === call.region) return connection;
  return { ...connection, tags: call.tx.peeringAcceptances.get(connection.id)?.tags ?? {} };
}

/** A request that the caller may accept or reject. @throws AwsError OperationNotPermitted, InvalidStateTransition */
export function requestToDecide(
  call: Call,
  id: string | undefined,
  verb: 'accept' | 'reject',
): PeeringConnection {
  const connection = findPeering(call, id);
  const { accepter } = connection.spec;
  if (accepter.accountId !== call.accountId) {
    throw new AwsError(
      'OperationNotPermitted',
      `User (${call.accountId}) cannot ${verb} peering ${connection.id}`,
    );
  }
  if (accepter.region !== call.region) {
    const must = verb === 'accept' ? 'accepted' : 'accepted or rejected';
    throw new AwsError(
      'OperationNotPermitted',
      `Incorrect region (${call.region}) specified for this request. VPC peering connection ${connection.id} must be ${must} in region ${accepter.region}`,
    );
  }
  if (connection.status.code === 'pending-acceptance') return connection;
  throw new AwsError(
    'InvalidStateTransition',
    `VpcPeeringConnectionID ${connection.id} could not be ${verb}ed as it is not in 'PendingAcceptance' state.`,
  );
}
