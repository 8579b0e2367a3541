/** What the ELBv2 service does: one line per operation. */
import type { OperationTable } from '../operation.ts';
import { createListener } from './createListener.ts';
import { createLoadBalancer } from './createLoadBalancer.ts';
import { createTargetGroup } from './createTargetGroup.ts';
import { deleteListener } from './deleteListener.ts';
import { deleteLoadBalancer } from './deleteLoadBalancer.ts';
import { deleteTargetGroup } from './deleteTargetGroup.ts';
import { deregisterTargets } from './deregisterTargets.ts';
import { describeListeners } from './describeListeners.ts';
import { describeLoadBalancers } from './describeLoadBalancers.ts';
import { describeTargetGroups } from './describeTargetGroups.ts';
import { describeTargetHealth } from './describeTargetHealth.ts';
import { modifyListener } from './modifyListener.ts';
import { modifyTargetGroup } from './modifyTargetGroup.ts';
import { registerTargets } from './registerTargets.ts';

export const elbv2Operations: OperationTable = {
  CreateListener: createListener,
  CreateLoadBalancer: createLoadBalancer,
  CreateTargetGroup: createTargetGroup,
  DeleteListener: deleteListener,
  DeleteLoadBalancer: deleteLoadBalancer,
  DeleteTargetGroup: deleteTargetGroup,
  DeregisterTargets: deregisterTargets,
  DescribeListeners: describeListeners,
  DescribeLoadBalancers: describeLoadBalancers,
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
  ModifyListener: modifyListener,
  ModifyTargetGroup: modifyTargetGroup,
  RegisterTargets: registerTargets,
};
