/** A peering connection as EC2 shows it. */
import type { VpcPeeringConnection as PeeringShape, VpcPeeringConnectionVpcInfo } from '@aws-sdk/client-ec2';
import type { PeeringConnection, PeeringSide } from '../../../resources/peeringConnection.ts';
import { vpcBlocks } from '../../../resources/vpcBlocks.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';

export function peeringView(call: Call, connection: PeeringConnection): PeeringShape {
  const { requester, accepter, acceptedAt } = connection.spec;
  return {
    VpcPeeringConnectionId: connection.id,
    Status: { Code: connection.status.code, Message: connection.status.message },
    ExpirationTime: expirationOf(connection),
    RequesterVpcInfo: { ...sideView(requester), ...blocksView(call, requester) },
    // The other VPC's addresses are shown once its owner has agreed.
    AccepterVpcInfo: { ...sideView(accepter), ...(acceptedAt ? blocksView(call, accepter) : {}) },
    Tags: toTagList(connection.tags),
  };
}

/** Until when it can be accepted. */
export function expirationOf({ spec, status }: PeeringConnection): Date | undefined {
  return status.code === 'pending-acceptance' ? new Date(spec.expiresAt) : undefined;
}

function sideView({ accountId, region, vpcId, options }: PeeringSide): VpcPeeringConnectionVpcInfo {
  return {
    OwnerId: accountId,
    Region: region,
    VpcId: vpcId,
    PeeringOptions: {
      AllowDnsResolutionFromRemoteVpc: options.allowDnsResolutionFromRemoteVpc,
      AllowEgressFromLocalClassicLinkToRemoteVpc: false,
      AllowEgressFromLocalVpcToRemoteClassicLink: false,
    },
  };
}

/** All blocks as long as the VPC is there. */
function blocksView(call: Call, { vpcId, cidrBlock }: PeeringSide): VpcPeeringConnectionVpcInfo {
  const vpc = call.tx.vpcs.get(vpcId);
  const blocks = vpc ? vpcBlocks(vpc) : [cidrBlock].filter((block) => block !== undefined);
  const isIpv6 = (block: string) => block.includes(':');
  return {
    CidrBlock: cidrBlock,
    CidrBlockSet: blocks.filter((block) => !isIpv6(block)).map((CidrBlock) => ({ CidrBlock })),
    Ipv6CidrBlockSet: blocks.filter(isIpv6).map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
  };
}
