/** What the EC2 service does: one line per operation. */
import type { OperationTable } from '../operation.ts';
import { dhcpOperations } from './dhcp/operations.ts';
import { egressGatewayOperations } from './egressGateway/operations.ts';
import { elasticIpOperations } from './elasticIp/operations.ts';
import { createFlowLogs } from './flowLog/createFlowLogs.ts';
import { deleteFlowLogs } from './flowLog/deleteFlowLogs.ts';
import { describeFlowLogs } from './flowLog/describeFlowLogs.ts';
import { describeImageAttribute } from './image/describeImageAttribute.ts';
import { describeImages } from './image/describeImages.ts';
import { associateIamInstanceProfile } from './instance/associateIamInstanceProfile.ts';
import { describeIamInstanceProfileAssociations } from './instance/describeIamInstanceProfileAssociations.ts';
import { describeInstanceAttribute } from './instance/describeInstanceAttribute.ts';
import { describeInstanceCreditSpecifications } from './instance/describeInstanceCreditSpecifications.ts';
import { describeInstanceStatus } from './instance/describeInstanceStatus.ts';
import { describeInstances } from './instance/describeInstances.ts';
import { describeInstanceTypeOfferings } from './instance/describeInstanceTypeOfferings.ts';
import { describeInstanceTypes } from './instance/describeInstanceTypes.ts';
import { describeVolumes } from './instance/describeVolumes.ts';
import { disassociateIamInstanceProfile } from './instance/disassociateIamInstanceProfile.ts';
import { getConsoleOutput } from './instance/getConsoleOutput.ts';
import { modifyInstanceAttribute } from './instance/modifyInstanceAttribute.ts';
import { modifyInstanceMetadataOptions } from './instance/modifyInstanceMetadataOptions.ts';
import { monitorInstances, unmonitorInstances } from './instance/monitorInstances.ts';
import { rebootInstances } from './instance/rebootInstances.ts';
import { replaceIamInstanceProfileAssociation } from './instance/replaceIamInstanceProfileAssociation.ts';
import { resetInstanceAttribute } from './instance/resetInstanceAttribute.ts';
import { runInstances } from './instance/runInstances.ts';
import { startInstances } from './instance/startInstances.ts';
import { stopInstances } from './instance/stopInstances.ts';
import { terminateInstances } from './instance/terminateInstances.ts';
import { assignIpv6Addresses } from './interface/assignIpv6Addresses.ts';
import { assignPrivateIpAddresses } from './interface/assignPrivateIpAddresses.ts';
import { attachNetworkInterface } from './interface/attachNetworkInterface.ts';
import { createNetworkInterface } from './interface/createNetworkInterface.ts';
import { createNetworkInterfacePermission } from './interface/createNetworkInterfacePermission.ts';
import { deleteNetworkInterface } from './interface/deleteNetworkInterface.ts';
import { deleteNetworkInterfacePermission } from './interface/deleteNetworkInterfacePermission.ts';
import { describeNetworkInterfaceAttribute } from './interface/describeNetworkInterfaceAttribute.ts';
import { describeNetworkInterfacePermissions } from './interface/describeNetworkInterfacePermissions.ts';
import { describeNetworkInterfaces } from './interface/describeNetworkInterfaces.ts';
import { detachNetworkInterface } from './interface/detachNetworkInterface.ts';
import { modifyNetworkInterfaceAttribute } from './interface/modifyNetworkInterfaceAttribute.ts';
import { resetNetworkInterfaceAttribute } from './interface/resetNetworkInterfaceAttribute.ts';
import { unassignIpv6Addresses } from './interface/unassignIpv6Addresses.ts';
import { unassignPrivateIpAddresses } from './interface/unassignPrivateIpAddresses.ts';
import { createKeyPair } from './keyPair/createKeyPair.ts';
import { deleteKeyPair } from './keyPair/deleteKeyPair.ts';
import { describeKeyPairs } from './keyPair/describeKeyPairs.ts';
import { importKeyPair } from './keyPair/importKeyPair.ts';
import { natGatewayOperations } from './natGateway/operations.ts';
import { networkAclOperations } from './networkAcl/operations.ts';
import { networkInsightsOperations } from './networkInsights/operations.ts';
import { peeringOperations } from './peering/operations.ts';
import { describeAccountAttributes } from './place/describeAccountAttributes.ts';
import { describeAvailabilityZones } from './place/describeAvailabilityZones.ts';
import { describeRegions } from './place/describeRegions.ts';
import { modifyAvailabilityZoneGroup } from './place/modifyAvailabilityZoneGroup.ts';
import { createManagedPrefixList } from './prefixList/createManagedPrefixList.ts';
import { deleteManagedPrefixList } from './prefixList/deleteManagedPrefixList.ts';
import { describeManagedPrefixLists } from './prefixList/describeManagedPrefixLists.ts';
import { describePrefixLists } from './prefixList/describePrefixLists.ts';
import { getManagedPrefixListAssociations } from './prefixList/getManagedPrefixListAssociations.ts';
import { getManagedPrefixListEntries } from './prefixList/getManagedPrefixListEntries.ts';
import { modifyManagedPrefixList } from './prefixList/modifyManagedPrefixList.ts';
import { restoreManagedPrefixListVersion } from './prefixList/restoreManagedPrefixListVersion.ts';
import { privatelinkOperations } from './privatelink/operations.ts';
import { associateRouteTable } from './routing/associateRouteTable.ts';
import { attachInternetGateway } from './routing/attachInternetGateway.ts';
import { createInternetGateway } from './routing/createInternetGateway.ts';
import { createRoute } from './routing/createRoute.ts';
import { createRouteTable } from './routing/createRouteTable.ts';
import { deleteInternetGateway } from './routing/deleteInternetGateway.ts';
import { deleteRoute } from './routing/deleteRoute.ts';
import { deleteRouteTable } from './routing/deleteRouteTable.ts';
import { describeInternetGateways } from './routing/describeInternetGateways.ts';
import { describeRouteTables } from './routing/describeRouteTables.ts';
import { detachInternetGateway } from './routing/detachInternetGateway.ts';
import { disassociateRouteTable } from './routing/disassociateRouteTable.ts';
import { replaceRoute } from './routing/replaceRoute.ts';
import { replaceRouteTableAssociation } from './routing/replaceRouteTableAssociation.ts';
import {
  authorizeSecurityGroupEgress,
  authorizeSecurityGroupIngress,
} from './securityGroup/authorizeSecurityGroup.ts';
import { createSecurityGroup } from './securityGroup/createSecurityGroup.ts';
import { deleteSecurityGroup } from './securityGroup/deleteSecurityGroup.ts';
import { describeSecurityGroupReferences } from './securityGroup/describeSecurityGroupReferences.ts';
import { describeSecurityGroupRules } from './securityGroup/describeSecurityGroupRules.ts';
import { describeSecurityGroups } from './securityGroup/describeSecurityGroups.ts';
import { describeSecurityGroupVpcAssociations } from './securityGroup/describeSecurityGroupVpcAssociations.ts';
import { describeStaleSecurityGroups } from './securityGroup/describeStaleSecurityGroups.ts';
import { getSecurityGroupsForVpc } from './securityGroup/getSecurityGroupsForVpc.ts';
import { associateSecurityGroupVpc, disassociateSecurityGroupVpc } from './securityGroup/groupVpcs.ts';
import { modifySecurityGroupRules } from './securityGroup/modifySecurityGroupRules.ts';
import {
  revokeSecurityGroupEgress,
  revokeSecurityGroupIngress,
} from './securityGroup/revokeSecurityGroup.ts';
import {
  updateSecurityGroupRuleDescriptionsEgress,
  updateSecurityGroupRuleDescriptionsIngress,
} from './securityGroup/updateRuleDescriptions.ts';
import { subnetOperations } from './subnet/operations.ts';
import { createTags } from './tagging/createTags.ts';
import { deleteTags } from './tagging/deleteTags.ts';
import { describeTags } from './tagging/describeTags.ts';
import { transitGatewayOperations } from './transitGateway/operations.ts';
import { vpcOperations } from './vpc/operations.ts';
import { vpnGatewayOperations } from './vpnGateway/operations.ts';

export const ec2Operations: OperationTable = {
  ...vpcOperations,
  ...subnetOperations,
  ...dhcpOperations,
  ...egressGatewayOperations,

  CreateSecurityGroup: createSecurityGroup,
  DescribeSecurityGroupReferences: describeSecurityGroupReferences,
  AssociateSecurityGroupVpc: associateSecurityGroupVpc,
  DisassociateSecurityGroupVpc: disassociateSecurityGroupVpc,
  DescribeSecurityGroupVpcAssociations: describeSecurityGroupVpcAssociations,
  DescribeStaleSecurityGroups: describeStaleSecurityGroups,
  GetSecurityGroupsForVpc: getSecurityGroupsForVpc,
  DescribeSecurityGroups: describeSecurityGroups,
  DeleteSecurityGroup: deleteSecurityGroup,
  AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress,
  AuthorizeSecurityGroupEgress: authorizeSecurityGroupEgress,
  RevokeSecurityGroupIngress: revokeSecurityGroupIngress,
  RevokeSecurityGroupEgress: revokeSecurityGroupEgress,
  DescribeSecurityGroupRules: describeSecurityGroupRules,
  ModifySecurityGroupRules: modifySecurityGroupRules,
  UpdateSecurityGroupRuleDescriptionsIngress: updateSecurityGroupRuleDescriptionsIngress,
  UpdateSecurityGroupRuleDescriptionsEgress: updateSecurityGroupRuleDescriptionsEgress,

  CreateRouteTable: createRouteTable,
  DescribeRouteTables: describeRouteTables,
  DeleteRouteTable: deleteRouteTable,
  AssociateRouteTable: associateRouteTable,
  DisassociateRouteTable: disassociateRouteTable,
  ReplaceRouteTableAssociation: replaceRouteTableAssociation,
  CreateRoute: createRoute,
  ReplaceRoute: replaceRoute,
  DeleteRoute: deleteRoute,
  CreateInternetGateway: createInternetGateway,
  DescribeInternetGateways: describeInternetGateways,
  AttachInternetGateway: attachInternetGateway,
  DetachInternetGateway: detachInternetGateway,
  DeleteInternetGateway: deleteInternetGateway,

  CreateManagedPrefixList: createManagedPrefixList,
  DeleteManagedPrefixList: deleteManagedPrefixList,
  DescribeManagedPrefixLists: describeManagedPrefixLists,
  DescribePrefixLists: describePrefixLists,
  GetManagedPrefixListAssociations: getManagedPrefixListAssociations,
  GetManagedPrefixListEntries: getManagedPrefixListEntries,
  ModifyManagedPrefixList: modifyManagedPrefixList,
  RestoreManagedPrefixListVersion: restoreManagedPrefixListVersion,

  CreateNetworkInterface: createNetworkInterface,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DeleteNetworkInterface: deleteNetworkInterface,
  AttachNetworkInterface: attachNetworkInterface,
  DetachNetworkInterface: detachNetworkInterface,
  AssignPrivateIpAddresses: assignPrivateIpAddresses,
  UnassignPrivateIpAddresses: unassignPrivateIpAddresses,
  AssignIpv6Addresses: assignIpv6Addresses,
  UnassignIpv6Addresses: unassignIpv6Addresses,
  DescribeNetworkInterfaceAttribute: describeNetworkInterfaceAttribute,
  ModifyNetworkInterfaceAttribute: modifyNetworkInterfaceAttribute,
  ResetNetworkInterfaceAttribute: resetNetworkInterfaceAttribute,
  CreateNetworkInterfacePermission: createNetworkInterfacePermission,
  DescribeNetworkInterfacePermissions: describeNetworkInterfacePermissions,
  DeleteNetworkInterfacePermission: deleteNetworkInterfacePermission,

  CreateFlowLogs: createFlowLogs,
  DescribeFlowLogs: describeFlowLogs,
  DeleteFlowLogs: deleteFlowLogs,

  CreateKeyPair: createKeyPair,
  ImportKeyPair: importKeyPair,
  DescribeKeyPairs: describeKeyPairs,
  DeleteKeyPair: deleteKeyPair,

  RunInstances: runInstances,
  GetConsoleOutput: getConsoleOutput,
  StartInstances: startInstances,
  StopInstances: stopInstances,
  RebootInstances: rebootInstances,
  ResetInstanceAttribute: resetInstanceAttribute,
  ModifyInstanceMetadataOptions: modifyInstanceMetadataOptions,
  DescribeInstanceCreditSpecifications: describeInstanceCreditSpecifications,
  DescribeInstanceTypeOfferings: describeInstanceTypeOfferings,
  DescribeVolumes: describeVolumes,
  AssociateIamInstanceProfile: associateIamInstanceProfile,
  DisassociateIamInstanceProfile: disassociateIamInstanceProfile,
  ReplaceIamInstanceProfileAssociation: replaceIamInstanceProfileAssociation,
  DescribeIamInstanceProfileAssociations: describeIamInstanceProfileAssociations,
  MonitorInstances: monitorInstances,
  UnmonitorInstances: unmonitorInstances,
  DescribeInstances: describeInstances,
  TerminateInstances: terminateInstances,
  DescribeInstanceStatus: describeInstanceStatus,
  DescribeInstanceAttribute: describeInstanceAttribute,
  ModifyInstanceAttribute: modifyInstanceAttribute,
  DescribeInstanceTypes: describeInstanceTypes,
  DescribeImages: describeImages,
  DescribeImageAttribute: describeImageAttribute,

  DescribeAvailabilityZones: describeAvailabilityZones,
  ModifyAvailabilityZoneGroup: modifyAvailabilityZoneGroup,
  DescribeRegions: describeRegions,
  DescribeAccountAttributes: describeAccountAttributes,

  CreateTags: createTags,
  DeleteTags: deleteTags,
  DescribeTags: describeTags,

  ...elasticIpOperations,
  ...natGatewayOperations,
  ...networkAclOperations,
  ...networkInsightsOperations,
  ...peeringOperations,
  ...vpnGatewayOperations,
  ...transitGatewayOperations,

  ...privatelinkOperations,
};
