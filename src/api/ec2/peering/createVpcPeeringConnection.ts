/**
 * CreateVpcPeeringConnection: a request that the other VPC's owner has a week to accept. What the caller cannot
 * know of another account's VPC shows as a connection that has failed.
 */
import type {
  CreateVpcPeeringConnectionRequest,
  CreateVpcPeeringConnectionResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { Vpc } from '../../../resources/network.ts';
import type { PeeringConnection, PeeringSide } from '../../../resources/peeringConnection.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { checkId, findVpc, notFound, required } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { blocksOverlap } from './overlap.ts';
import { peeringView } from './peeringView.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const NO_OPTIONS = { allowDnsResolutionFromRemoteVpc: false };

export function createVpcPeeringConnection(
  call: Call,
  input: CreateVpcPeeringConnectionRequest,
): CreateVpcPeeringConnectionResult {
  const vpc = findVpc(call, input.VpcId);
  const accepter = accepterFrom(call, input);
  const peer = call.tx.vpcs.get(accepter.vpcId);
  const tags = tagsFor(input.TagSpecifications, 'vpc-peering-connection');
  checkNew(call, vpc, accepter.vpcId);
  const requester = {
    accountId: call.accountId,
    region: call.region,
    vpcId: vpc.id,
    cidrBlock: vpc.spec.cidrBlock,
    options: NO_OPTIONS,
  };
  const connection: PeeringConnection = {
    ...newResource(call, 'pcx'),
    tags,
    spec: { requester, accepter, expiresAt: new Date(call.now.getTime() + WEEK_MS).toISOString() },
    status: firstStatus(call, vpc, accepter, peer),
  };
  putBoth(call, connection);
  return { VpcPeeringConnection: { ...peeringView(call, connection), Status: INITIATING(accepter) } };
}

/** As AWS answers, whatever becomes of the request a moment later. */
const INITIATING = ({ accountId }: PeeringSide) => ({
  Code: 'initiating-request' as const,
  Message: `Initiating Request to ${accountId}`,
});

function accepterFrom(call: Call, input: CreateVpcPeeringConnectionRequest): PeeringSide {
  const vpcId = required(input.PeerVpcId, 'peerVpcId');
  checkId('vpc', vpcId);
  const { PeerOwnerId: accountId = call.accountId, PeerRegion: region = call.region } = input;
  if (!/^\d{12}$/.test(accountId)) {
    throw new AwsError('InvalidParameterValue', `Value (${accountId}) for parameter peerOwnerId is invalid.`);
  }
  const side = { accountId, region, vpcId, options: NO_OPTIONS };
  const peer = call.tx.vpcs.get(vpcId);
  if (peer && scopeKey(peer) === scopeKey(side)) return { ...side, cidrBlock: peer.spec.cidrBlock };
  if (accountId === call.accountId) throw notFound('vpc', vpcId);
  return side;
}

function checkNew(call: Call, vpc: Vpc, peerVpcId: string): void {
  const present = call.tx.peeringConnections.by('vpc', vpc.id);
  const pending = present.filter(
    ({ status, spec }) => status.code === 'pending-acceptance' && spec.requester.vpcId === vpc.id,
  );
  const isTwin = ({ spec, status }: PeeringConnection) =>
    (status.code === 'active' || status.code === 'pending-acceptance') &&
    [spec.requester.vpcId, spec.accepter.vpcId].includes(peerVpcId);
  if (vpc.id !== peerVpcId && present.some(isTwin)) {
    throw new AwsError(
      'VpcPeeringConnectionAlreadyExists',
      `A VPC peering connection between ${vpc.id} and ${peerVpcId} already exists.`,
    );
  }
  const words = `The maximum number of outstanding peering requests has been reached for ${vpc.id}.`;
  checkQuota(
    call,
    'outstandingPeeringRequestsPerVpc',
    pending.length,
    'OutstandingVpcPeeringConnectionLimitExceeded',
    words,
  );
}

function firstStatus(
  call: Call,
  vpc: Vpc,
  accepter: PeeringSide,
  peer: Vpc | undefined,
): PeeringConnection['status'] {
  const isRight = peer !== undefined && accepter.cidrBlock !== undefined && !blocksOverlap(vpc, peer);
  if (isRight) return { code: 'pending-acceptance', message: `Pending Acceptance by ${accepter.accountId}` };
  return {
    code: 'failed',
    message: 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range',
    endedAt: call.now.toISOString(),
  };
}

/** The accepter gets a copy for its tags where it is another account or Region. */
function putBoth({ tx }: Call, connection: PeeringConnection): void {
  tx.peeringConnections.put(connection);
  const { accountId, region } = connection.spec.accepter;
  if (connection.status.code === 'failed' || scopeKey({ accountId, region }) === scopeKey(connection)) return;
  const spec = { peeringConnectionId: connection.id };
  tx.peeringAcceptances.put({ ...connection, accountId, region, tags: {}, spec });
}
