/** What the ELBv2 service does: one line per operation. */
import type { OperationTable } from '../operation.ts';
import { addTags } from './addTags.ts';
import { createListener } from './createListener.ts';
import { createLoadBalancer } from './createLoadBalancer.ts';
import { createTargetGroup } from './createTargetGroup.ts';
import { deleteListener } from './deleteListener.ts';
import { deleteLoadBalancer } from './deleteLoadBalancer.ts';
import { deleteTargetGroup } from './deleteTargetGroup.ts';
import { deregisterTargets } from './deregisterTargets.ts';
import { describeAccountLimits } from './describeAccountLimits.ts';
import { describeCapacityReservation } from './describeCapacityReservation.ts';
import { describeListenerAttributes } from './describeListenerAttributes.ts';
import { describeListeners } from './describeListeners.ts';
import { describeLoadBalancerAttributes } from './describeLoadBalancerAttributes.ts';
import { describeLoadBalancers } from './describeLoadBalancers.ts';
import { describeRules } from './describeRules.ts';
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
import { setIpAddressType } from './setIpAddressType.ts';
import { setSecurityGroups } from './setSecurityGroups.ts';
import { setSubnets } from './setSubnets.ts';

export const elbv2Operations: OperationTable = {
  AddTags: addTags,
  CreateListener: createListener,
  CreateLoadBalancer: createLoadBalancer,
  CreateTargetGroup: createTargetGroup,
  DeleteListener: deleteListener,
  DeleteLoadBalancer: deleteLoadBalancer,
  DeleteTargetGroup: deleteTargetGroup,
  DeregisterTargets: deregisterTargets,
  DescribeAccountLimits: describeAccountLimits,
  DescribeCapacityReservation: describeCapacityReservation,
  DescribeListenerAttributes: describeListenerAttributes,
  DescribeListeners: describeListeners,
  DescribeLoadBalancerAttributes: describeLoadBalancerAttributes,
  DescribeLoadBalancers: describeLoadBalancers,
  DescribeRules: describeRules,
  DescribeTags: describeTags,
  DescribeTargetGroupAttributes: describeTargetGroupAttributes,
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
  ModifyListener: modifyListener,
  ModifyListenerAttributes: modifyListenerAttributes,
  ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes,
  ModifyTargetGroup: modifyTargetGroup,
  ModifyTargetGroupAttributes: modifyTargetGroupAttributes,
  RegisterTargets: registerTargets,
  RemoveTags: removeTags,
  SetIpAddressType: setIpAddressType,
  SetSecurityGroups: setSecurityGroups,
  SetSubnets: setSubnets,
};
