/** ModifyVpcPeeringConnectionOptions: each owner sets its own side, in that side's Region. */
import type {
  ModifyVpcPeeringConnectionOptionsRequest,
  ModifyVpcPeeringConnectionOptionsResult,
  PeeringConnectionOptions,
  PeeringConnectionOptionsRequest,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { PeeringConnection, PeeringSide } from '../../../resources/peeringConnection.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findPeering } from './findPeering.ts';

export function modifyVpcPeeringConnectionOptions(
  call: Call,
  input: ModifyVpcPeeringConnectionOptionsRequest,
): ModifyVpcPeeringConnectionOptionsResult {
  const connection = findPeering(call, input.VpcPeeringConnectionId);
  if (connection.status.code !== 'active') {
    throw new AwsError(
      'OperationNotPermitted',
      `Peering ${connection.id} is not active. Peering options can be added only to active peerings.`,
    );
  }
  const { RequesterPeeringConnectionOptions: requester, AccepterPeeringConnectionOptions: accepter } = input;
  const spec = {
    ...connection.spec,
    requester: withOptions(call, connection, 'requester', requester),
    accepter: withOptions(call, connection, 'accepter', accepter),
  };
  call.tx.peeringConnections.put({ ...connection, spec });
  return {
    RequesterPeeringConnectionOptions: requester && optionsView(spec.requester),
    AccepterPeeringConnectionOptions: accepter && optionsView(spec.accepter),
  };
}

function withOptions(
  call: Call,
  { id, spec }: PeeringConnection,
  which: 'requester' | 'accepter',
  wanted: PeeringConnectionOptionsRequest | undefined,
): PeeringSide {
  const side = spec[which];
  if (!wanted) return side;
  if (side.accountId !== call.accountId) {
    throw new AwsError(
      'OperationNotPermitted',
      `User (${call.accountId}) cannot modify ${which} options of ${id}`,
    );
  }
  if (
    wanted.AllowEgressFromLocalClassicLinkToRemoteVpc ||
    wanted.AllowEgressFromLocalVpcToRemoteClassicLink
  ) {
    throw unsupported('ClassicLink');
  }
  const { AllowDnsResolutionFromRemoteVpc: allowed = side.options.allowDnsResolutionFromRemoteVpc } = wanted;
  return { ...side, options: { allowDnsResolutionFromRemoteVpc: allowed } };
}

function optionsView({ options }: PeeringSide): PeeringConnectionOptions {
  return {
    AllowDnsResolutionFromRemoteVpc: options.allowDnsResolutionFromRemoteVpc,
    AllowEgressFromLocalClassicLinkToRemoteVpc: false,
    AllowEgressFromLocalVpcToRemoteClassicLink: false,
  };
}
