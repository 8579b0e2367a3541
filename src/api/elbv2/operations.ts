/** What the ELBv2 service does: one line per operation. */
import type { OperationTable } from '../operation.ts';
import { addTags } from './addTags.ts';
import { addTrustStoreRevocations } from './applicationOnly/addTrustStoreRevocations.ts';
import { createTrustStore } from './applicationOnly/createTrustStore.ts';
import { deleteSharedTrustStoreAssociation } from './applicationOnly/deleteSharedTrustStoreAssociation.ts';
import { deleteTrustStore } from './applicationOnly/deleteTrustStore.ts';
import { describeTrustStoreAssociations } from './applicationOnly/describeTrustStoreAssociations.ts';
import { describeTrustStoreRevocations } from './applicationOnly/describeTrustStoreRevocations.ts';
import { describeTrustStores } from './applicationOnly/describeTrustStores.ts';
import { getResourcePolicy } from './applicationOnly/getResourcePolicy.ts';
import { getTrustStoreCaCertificatesBundle } from './applicationOnly/getTrustStoreCaCertificatesBundle.ts';
import { getTrustStoreRevocationContent } from './applicationOnly/getTrustStoreRevocationContent.ts';
import { modifyIpPools } from './applicationOnly/modifyIpPools.ts';
import { modifyTrustStore } from './applicationOnly/modifyTrustStore.ts';
import { removeTrustStoreRevocations } from './applicationOnly/removeTrustStoreRevocations.ts';
import { describeCapacityReservation } from './capacity/describeCapacityReservation.ts';
import { modifyCapacityReservation } from './capacity/modifyCapacityReservation.ts';
import { createListener } from './createListener.ts';
import { createLoadBalancer } from './createLoadBalancer.ts';
import { createTargetGroup } from './createTargetGroup.ts';
import { deleteListener } from './deleteListener.ts';
import { deleteLoadBalancer } from './deleteLoadBalancer.ts';
import { deleteTargetGroup } from './deleteTargetGroup.ts';
import { deregisterTargets } from './deregisterTargets.ts';
import { describeAccountLimits } from './describeAccountLimits.ts';
import { describeListenerAttributes } from './describeListenerAttributes.ts';
import { describeListeners } from './describeListeners.ts';
import { describeLoadBalancerAttributes } from './describeLoadBalancerAttributes.ts';
import { describeLoadBalancers } from './describeLoadBalancers.ts';
import { describeTags } from './describeTags.ts';
import { describeTargetGroupAttributes } from './describeTargetGroupAttributes.ts';
import { describeTargetGroups } from './describeTargetGroups.ts';
import { describeTargetHealth } from './describeTargetHealth.ts';
import { modifyListener } from './modifyListener.ts';
import { modifyListenerAttributes } from './modifyListenerAttributes.ts';
import { modifyLoadBalancerAttributes } from './modifyLoadBalancerAttributes.ts';
import { modifyTargetGroup } from './modifyTargetGroup.ts';
import { modifyTargetGroupAttributes } from './modifyTargetGroupAttributes.ts';
import { registerTargets } from './registerTargets.ts';
import { removeTags } from './removeTags.ts';
import { createRule } from './rules/createRule.ts';
import { deleteRule } from './rules/deleteRule.ts';
import { describeRules } from './rules/describeRules.ts';
import { modifyRule } from './rules/modifyRule.ts';
import { setRulePriorities } from './rules/setRulePriorities.ts';
import { setIpAddressType } from './setIpAddressType.ts';
import { setSecurityGroups } from './setSecurityGroups.ts';
import { setSubnets } from './setSubnets.ts';
import { addListenerCertificates } from './tls/addListenerCertificates.ts';
import { describeListenerCertificates } from './tls/describeListenerCertificates.ts';
import { describeSSLPolicies } from './tls/describeSSLPolicies.ts';
import { removeListenerCertificates } from './tls/removeListenerCertificates.ts';

export const elbv2Operations: OperationTable = {
  AddListenerCertificates: addListenerCertificates,
  AddTags: addTags,
  AddTrustStoreRevocations: addTrustStoreRevocations,
  CreateListener: createListener,
  CreateLoadBalancer: createLoadBalancer,
  CreateRule: createRule,
  CreateTargetGroup: createTargetGroup,
  CreateTrustStore: createTrustStore,
  DeleteListener: deleteListener,
  DeleteLoadBalancer: deleteLoadBalancer,
  DeleteRule: deleteRule,
  DeleteSharedTrustStoreAssociation: deleteSharedTrustStoreAssociation,
  DeleteTargetGroup: deleteTargetGroup,
  DeleteTrustStore: deleteTrustStore,
  DeregisterTargets: deregisterTargets,
  DescribeAccountLimits: describeAccountLimits,
  DescribeCapacityReservation: describeCapacityReservation,
  DescribeListenerAttributes: describeListenerAttributes,
  DescribeListenerCertificates: describeListenerCertificates,
  DescribeListeners: describeListeners,
  DescribeLoadBalancerAttributes: describeLoadBalancerAttributes,
  DescribeLoadBalancers: describeLoadBalancers,
  DescribeRules: describeRules,
  DescribeSSLPolicies: describeSSLPolicies,
  DescribeTags: describeTags,
  DescribeTargetGroupAttributes: describeTargetGroupAttributes,
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
  DescribeTrustStoreAssociations: describeTrustStoreAssociations,
  DescribeTrustStoreRevocations: describeTrustStoreRevocations,
  DescribeTrustStores: describeTrustStores,
  GetResourcePolicy: getResourcePolicy,
  GetTrustStoreCaCertificatesBundle: getTrustStoreCaCertificatesBundle,
  GetTrustStoreRevocationContent: getTrustStoreRevocationContent,
  ModifyCapacityReservation: modifyCapacityReservation,
  ModifyIpPools: modifyIpPools,
  ModifyListener: modifyListener,
  ModifyListenerAttributes: modifyListenerAttributes,
  ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes,
  ModifyRule: modifyRule,
  ModifyTargetGroup: modifyTargetGroup,
  ModifyTargetGroupAttributes: modifyTargetGroupAttributes,
  ModifyTrustStore: modifyTrustStore,
  RegisterTargets: registerTargets,
  RemoveListenerCertificates: removeListenerCertificates,
  RemoveTags: removeTags,
  RemoveTrustStoreRevocations: removeTrustStoreRevocations,
  SetIpAddressType: setIpAddressType,
  SetRulePriorities: setRulePriorities,
  SetSecurityGroups: setSecurityGroups,
  SetSubnets: setSubnets,
};
