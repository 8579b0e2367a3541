/** A VPC as EC2 shows it. */
import type {
  VpcCidrBlockAssociation,
  VpcCidrBlockStateCode,
  VpcIpv6CidrBlockAssociation,
  Vpc as VpcShape,
} from '@aws-sdk/client-ec2';
import type { Ipv6Block, Vpc, VpcBlock } from '../../../resources/network.ts';
import { ipv4Blocks, ipv6Blocks } from '../../../resources/vpcBlocks.ts';
import { toTagList } from '../tags.ts';

/** What a VPC without a pool of its own has its IPv6 addresses from. */
export const AMAZON_POOL = 'Amazon';

export function vpcView(vpc: Vpc): VpcShape {
  const { cidrBlock, dhcpOptionsId, instanceTenancy, isDefault } = vpc.spec;
  return {
    VpcId: vpc.id,
    OwnerId: vpc.accountId,
    State: 'available',
    CidrBlock: cidrBlock,
    CidrBlockAssociationSet: ipv4Blocks(vpc).map((block) => blockView(block)),
    Ipv6CidrBlockAssociationSet: ipv6Blocks(vpc).map((block) => ipv6BlockView(vpc, block)),
    DhcpOptionsId: dhcpOptionsId,
    InstanceTenancy: instanceTenancy,
    IsDefault: isDefault,
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    Tags: toTagList(vpc.tags),
  };
}

/** AWS answers a change with the state on the way; what follows a moment later finds it done. */
export function blockView(
  { associationId, cidrBlock }: VpcBlock,
  state: VpcCidrBlockStateCode = 'associated',
): VpcCidrBlockAssociation {
  return { AssociationId: associationId, CidrBlock: cidrBlock, CidrBlockState: { State: state } };
}

export function ipv6BlockView(
  { region }: Vpc,
  { associationId, ipv6CidrBlock }: Ipv6Block,
  state: VpcCidrBlockStateCode = 'associated',
): VpcIpv6CidrBlockAssociation {
  return {
    AssociationId: associationId,
    Ipv6CidrBlock: ipv6CidrBlock,
    Ipv6CidrBlockState: { State: state },
    NetworkBorderGroup: region,
    Ipv6Pool: AMAZON_POOL,
    Ipv6AddressAttribute: 'public',
    IpSource: 'amazon',
  };
}
