/** What the type of a load balancer decides: scheme, security groups, and what Postern does not have. */
import type { CreateLoadBalancerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { checkEnum, invalidConfiguration, validationError } from './errors.ts';
import { checkSecurityGroups } from './securityGroups.ts';

type Spec = LoadBalancer['spec'];

const TYPES = ['application', 'network', 'gateway'] as const;

/** @throws AwsError ValidationError, InvalidConfigurationRequest for what only Application Load Balancers have */
export function checkType(input: CreateLoadBalancerInput): Spec['type'] {
  const type = checkEnum('type', TYPES, input.Type ?? 'application');
  if (type === 'application') {
    throw invalidConfiguration(
      'Postern has Network and Gateway Load Balancers: the type must be network or gateway, not application',
    );
  }
  if (input.CustomerOwnedIpv4Pool) {
    throw invalidConfiguration(
      `Customer-owned address pools are not supported on load balancers with type '${type}'`,
    );
  }
  if (input.IpamPools) {
    throw invalidConfiguration(`IPAM pools are not supported on load balancers with type '${type}'`);
  }
  return type;
}

/** @throws AwsError InvalidScheme, ValidationError for a Gateway Load Balancer with one */
export function schemeOf(type: Spec['type'], scheme: string | undefined): Spec['scheme'] {
  if (type === 'gateway') {
    if (scheme === undefined) return undefined;
    throw validationError('A scheme cannot be specified for gateway load balancers');
  }
  const chosen = scheme ?? 'internet-facing';
  if (chosen === 'internal' || chosen === 'internet-facing') return chosen;
  throw new AwsError('InvalidScheme', `The scheme '${chosen}' is not valid`);
}

/** @throws AwsError InvalidSecurityGroup, InvalidConfigurationRequest */
export function groupsOf(
  call: Call,
  type: Spec['type'],
  vpcId: string,
  groupIds: readonly string[] = [],
): string[] {
  if (type === 'gateway' && groupIds.length > 0) {
    throw invalidConfiguration('Security Groups are not supported for Gateway Load Balancers.');
  }
  return checkSecurityGroups(call, vpcId, groupIds);
}
