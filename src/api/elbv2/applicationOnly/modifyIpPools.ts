/** ModifyIpPools: only Application Load Balancers take addresses from IPAM pools. */
import type { ModifyIpPoolsInput, ModifyIpPoolsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { validationError } from '../errors.ts';
import { findLoadBalancer } from '../lookups.ts';

export function modifyIpPools(call: Call, input: ModifyIpPoolsInput): ModifyIpPoolsOutput {
  const { type } = findLoadBalancer(call, input.LoadBalancerArn).spec;
  throw validationError(`IPAM pools are not supported on load balancers with type '${type}'`);
}
