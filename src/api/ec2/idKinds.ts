/** How ids of each kind begin, and what AWS says of one that is none or leads nowhere. */
interface IdKind {
  readonly prefix: string;
  /** Error code of an id that is none. */
  readonly malformed: string;
  /** Error code of an id behind which nothing of the caller's is. */
  readonly notFound: string;
  /** How AWS names the thing in the not-found text, up to the id. */
  readonly words: string;
  /** Transit gateways and what is of them: the text goes on without quotes, "was deleted or does not exist". */
  readonly orWasDeleted: boolean;
}

export const KINDS = {
  vpc: kind('vpc', 'InvalidVpcID.Malformed', 'InvalidVpcID.NotFound', 'The vpc ID'),
  subnet: kind('subnet', 'InvalidSubnetID.Malformed', 'InvalidSubnetID.NotFound', 'The subnet ID'),
  securityGroup: kind('sg', 'InvalidGroupId.Malformed', 'InvalidGroup.NotFound', 'The security group'),
  securityGroupRule: kind(
    'sgr',
    'InvalidSecurityGroupRuleId.Malformed',
    'InvalidSecurityGroupRuleId.NotFound',
    'The security group rule ID',
  ),
  networkInterface: kind(
    'eni',
    'InvalidNetworkInterfaceId.Malformed',
    'InvalidNetworkInterfaceID.NotFound',
    'The networkInterface ID',
  ),
  networkInterfacePermission: kind(
    'eni-perm',
    'InvalidNetworkInterfacePermissionId.Malformed',
    'InvalidNetworkInterfacePermissionId.NotFound',
    'The network interface permission ID',
  ),
  keyPair: kind('key', 'InvalidKeyPairId.Malformed', 'InvalidKeyPair.NotFound', 'The key pair'),
  volume: kind('vol', 'InvalidParameterValue', 'InvalidVolume.NotFound', 'The volume'),
  flowLog: kind('fl', 'InvalidFlowLogId.Malformed', 'InvalidFlowLogId.NotFound', 'The flow log ID'),
  networkInsightsPath: kind(
    'nip',
    'InvalidNetworkInsightsPathId.Malformed',
    'InvalidNetworkInsightsPathId.NotFound',
    'The path ID',
  ),
  networkInsightsAnalysis: kind(
    'nia',
    'InvalidNetworkInsightsAnalysisId.Malformed',
    'InvalidNetworkInsightsAnalysisId.NotFound',
    'The analysis ID',
  ),
  routeTable: kind(
    'rtb',
    'InvalidRouteTableId.Malformed',
    'InvalidRouteTableID.NotFound',
    'The routeTable ID',
  ),
  routeTableAssociation: kind(
    'rtbassoc',
    'InvalidRouteTableAssociationId.Malformed',
    'InvalidAssociationID.NotFound',
    'The association ID',
  ),
  internetGateway: kind(
    'igw',
    'InvalidInternetGatewayId.Malformed',
    'InvalidInternetGatewayID.NotFound',
    'The internetGateway ID',
  ),
  networkAcl: kind(
    'acl',
    'InvalidNetworkAclId.Malformed',
    'InvalidNetworkAclID.NotFound',
    'The networkAcl ID',
  ),
  networkAclAssociation: kind(
    'aclassoc',
    'InvalidNetworkAclAssociationId.Malformed',
    'InvalidAssociationID.NotFound',
    'The association ID',
  ),
  elasticIp: kind(
    'eipalloc',
    'InvalidAllocationID.NotFound',
    'InvalidAllocationID.NotFound',
    'The allocation ID',
  ),
  addressAssociation: kind(
    'eipassoc',
    'InvalidAssociationID.NotFound',
    'InvalidAssociationID.NotFound',
    'The association ID',
  ),
  natGateway: kind('nat', 'NatGatewayMalformed', 'NatGatewayNotFound', 'The NAT gateway'),
  peeringConnection: kind(
    'pcx',
    'InvalidVpcPeeringConnectionId.Malformed',
    'InvalidVpcPeeringConnectionID.NotFound',
    'The vpcPeeringConnection ID',
  ),
  transitGateway: kind(
    'tgw',
    'InvalidTransitGatewayID.Malformed',
    'InvalidTransitGatewayID.NotFound',
    'Transit Gateway',
    true,
  ),
  transitGatewayAttachment: kind(
    'tgw-attach',
    'InvalidTransitGatewayAttachmentID.Malformed',
    'InvalidTransitGatewayAttachmentID.NotFound',
    'Transit Gateway Attachment',
    true,
  ),
  /** AWS says the same codes of it as of a VPC's route table. */
  transitGatewayRouteTable: kind(
    'tgw-rtb',
    'InvalidRouteTableId.Malformed',
    'InvalidRouteTableID.NotFound',
    'Transit Gateway Route Table',
    true,
  ),
  vpnGateway: kind(
    'vgw',
    'InvalidVpnGatewayID.NotFound',
    'InvalidVpnGatewayID.NotFound',
    'The vpnGateway ID',
  ),
  customerGateway: kind(
    'cgw',
    'InvalidCustomerGatewayID.NotFound',
    'InvalidCustomerGatewayID.NotFound',
    'The customerGateway ID',
  ),
  dhcpOptions: kind(
    'dopt',
    'InvalidDhcpOptionsId.Malformed',
    'InvalidDhcpOptionID.NotFound',
    'The dhcpOption ID',
  ),
  egressOnlyInternetGateway: kind(
    'eigw',
    'InvalidEgressOnlyInternetGatewayId.Malformed',
    'InvalidGatewayID.NotFound',
    'The eigw ID',
  ),
  subnetCidrReservation: kind(
    'scr',
    'InvalidSubnetCidrReservationID.NotFound',
    'InvalidSubnetCidrReservationID.NotFound',
    'The subnet-cidr-reservation ID',
  ),
  instance: kind('i', 'InvalidInstanceID.Malformed', 'InvalidInstanceID.NotFound', 'The instance ID'),
  prefixList: kind(
    'pl',
    'InvalidPrefixListId.Malformed',
    'InvalidPrefixListID.NotFound',
    'The prefix list ID',
  ),
  vpcEndpoint: kind(
    'vpce',
    'InvalidVpcEndpointId.Malformed',
    'InvalidVpcEndpointId.NotFound',
    'The Vpc Endpoint Id',
  ),
  servicePermission: kind(
    'vpce-svc-perm',
    'InvalidVpcEndpointServicePermissionId.Malformed',
    'InvalidVpcEndpointServicePermissionId.NotFound',
    'The VpcEndpointServicePermission Id',
  ),
  endpointConnection: kind(
    'vpce-con',
    'InvalidVpcEndpointConnectionId.Malformed',
    'InvalidVpcEndpointConnectionId.NotFound',
    'The VpcEndpointConnection Id',
  ),
  connectionNotification: kind(
    'vpce-nfn',
    'InvalidConnectionNotification',
    'InvalidConnectionNotification',
    'The connection notification ID',
  ),
  endpointService: kind(
    'vpce-svc',
    'InvalidVpcEndpointServiceId.NotFound',
    'InvalidVpcEndpointServiceId.NotFound',
    'The VpcEndpointService Id',
  ),
} satisfies Record<string, IdKind>;

export type IdKindName = keyof typeof KINDS;

function kind(
  prefix: string,
  malformed: string,
  notFoundCode: string,
  words: string,
  orWasDeleted = false,
): IdKind {
  return { prefix, malformed, notFound: notFoundCode, words, orWasDeleted };
}
