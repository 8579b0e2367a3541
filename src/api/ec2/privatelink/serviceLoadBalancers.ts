/** The Network Load Balancers that a service may stand on. */
import { AwsError } from '../../../base/awsError.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { Call } from '../../operation.ts';
import { invalidParameter } from './errors.ts';

const ARN = /^arn:aws[\w-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/net\/[\w-]+\/[0-9a-f]{16}$/;

/**
 * Checks load balancers that a service is to get: the caller's, in this Region, of no other service.
 * @throws AwsError InvalidNetworkLoadBalancerArn.Malformed, InvalidNetworkLoadBalancerArn.NotFound, InvalidParameter
 */
export function checkLoadBalancers(call: Call, arns: readonly string[], serviceId?: string): string[] {
  const unique = [...new Set(arns)];
  for (const arn of unique) checkLoadBalancer(call, arn, serviceId);
  return unique;
}

function checkLoadBalancer(call: Call, arn: string, serviceId: string | undefined): void {
  if (!ARN.test(arn)) {
    throw new AwsError(
      'InvalidNetworkLoadBalancerArn.Malformed',
      `Invalid network load balancer ARN: '${arn}'`,
    );
  }
  const row = call.tx.loadBalancers.get(arn);
  if (!row || scopeKey(row) !== scopeKey(call)) {
    throw new AwsError(
      'InvalidNetworkLoadBalancerArn.NotFound',
      `The network load balancer '${arn}' does not exist`,
    );
  }
  const users = call.tx.endpointServices
    .by('loadBalancer', arn)
    .filter((service) => service.id !== serviceId);
  if (users.length > 0) {
    throw invalidParameter(
      `The network load balancer '${arn}' is already associated with another endpoint service`,
    );
  }
}
