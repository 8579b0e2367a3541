/** DeleteLoadBalancer: takes its listeners and nodes along and leaves the target groups. */
import type {
  DeleteLoadBalancerInput,
  DeleteLoadBalancerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { releaseNode } from './loadBalancerNodes.ts';
import { loadBalancerIfAny } from './lookups.ts';

/** AWS answers success for a load balancer that is not there. */
export function deleteLoadBalancer(call: Call, input: DeleteLoadBalancerInput): DeleteLoadBalancerOutput {
  const row = loadBalancerIfAny(call, input.LoadBalancerArn);
  if (row) remove(call, row);
  return {};
}

function remove(call: Call, row: LoadBalancer): void {
  const { tx } = call;
  if (row.spec.attributes['deletion_protection.enabled'] === 'true') {
    throw new AwsError(
      'OperationNotPermitted',
      `Load balancer '${row.id}' cannot be deleted because deletion protection is enabled`,
    );
  }
  if (tx.endpointServices.count('loadBalancer', row.id) > 0) {
    throw new AwsError(
      'ResourceInUse',
      `Load balancer '${row.id}' cannot be deleted because it is currently associated with another service`,
    );
  }
  for (const listener of tx.listeners.by('loadBalancer', row.id)) tx.listeners.delete(listener.id);
  for (const zone of row.spec.zones) releaseNode(call, zone);
  tx.loadBalancers.delete(row.id);
}
