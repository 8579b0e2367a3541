/** SetSecurityGroups: only for load balancers that were made with groups. */
import type {
  SetSecurityGroupsInput,
  SetSecurityGroupsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import { setInterfaceGroups } from '../../state/interfaces.ts';
import type { Call } from '../operation.ts';
import { invalidConfiguration, required, validationError } from './errors.ts';
import { findLoadBalancer } from './lookups.ts';
import { checkSecurityGroups } from './securityGroups.ts';

export function setSecurityGroups(call: Call, input: SetSecurityGroupsInput): SetSecurityGroupsOutput {
  const row = findLoadBalancer(call, input.LoadBalancerArn);
  const groupIds = checkedGroups(call, row, required(input.SecurityGroups, 'SecurityGroups'));
  const enforce = checkEnforce(input, row);
  call.tx.loadBalancers.put({
    ...row,
    spec: {
      ...row.spec,
      securityGroupIds: groupIds,
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce,
    },
  });
  for (const zone of row.spec.zones) setInterfaceGroups(call.tx, zone.networkInterfaceId, groupIds);
  return {
    SecurityGroupIds: groupIds,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce,
  };
}

function checkedGroups(call: Call, { spec }: LoadBalancer, groupIds: readonly string[]): string[] {
  if (spec.type === 'gateway') {
    throw invalidConfiguration('Security Groups are not supported for Gateway Load Balancers.');
  }
  if (!spec.hasSecurityGroups) {
    throw invalidConfiguration(
      'You cannot set security groups on a Network Load Balancer that was created without security groups',
    );
  }
  if (groupIds.length === 0) throw invalidConfiguration('At least one security group must be specified');
  return checkSecurityGroups(call, spec.vpcId, groupIds);
}

function checkEnforce(
  input: SetSecurityGroupsInput,
  { spec }: LoadBalancer,
): LoadBalancer['spec']['enforceSecurityGroupInboundRulesOnPrivateLinkTraffic'] {
  const value: string =
    input.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic ??
    spec.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
  if (value === 'on' || value === 'off') return value;
  throw validationError(`EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic '${value}' must be on or off`);
}
