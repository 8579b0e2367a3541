/** A VPC as EC2 shows it. */
import type { Vpc as VpcShape } from '@aws-sdk/client-ec2';
import type { Vpc } from '../../../resources/network.ts';
import { toTagList } from '../tags.ts';

export function vpcView(vpc: Vpc): VpcShape {
  const { cidrBlock, dhcpOptionsId, instanceTenancy, isDefault } = vpc.spec;
  return {
    VpcId: vpc.id,
    OwnerId: vpc.accountId,
    State: 'available',
    CidrBlock: cidrBlock,
    CidrBlockAssociationSet: [
      {
        AssociationId: cidrAssociationId(vpc),
        CidrBlock: cidrBlock,
        CidrBlockState: { State: 'associated' },
      },
    ],
    Ipv6CidrBlockAssociationSet: [],
    DhcpOptionsId: dhcpOptionsId,
    InstanceTenancy: instanceTenancy,
    IsDefault: isDefault,
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    Tags: toTagList(vpc.tags),
  };
}

/** A VPC has one block for life, so its association takes the VPC's own digits. */
export function cidrAssociationId(vpc: Vpc): string {
  return `vpc-cidr-assoc-${vpc.id.slice('vpc-'.length)}`;
}
