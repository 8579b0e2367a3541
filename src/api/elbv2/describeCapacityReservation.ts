/** DescribeCapacityReservation: nothing is reserved. Terraform asks for every load balancer. */
import type {
  DescribeCapacityReservationInput,
  DescribeCapacityReservationOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { findLoadBalancer } from './lookups.ts';

/** Decreases of a reservation that AWS allows per day. */
const DECREASES_PER_DAY = 2;

export function describeCapacityReservation(
  call: Call,
  input: DescribeCapacityReservationInput,
): DescribeCapacityReservationOutput {
  findLoadBalancer(call, input.LoadBalancerArn);
  return { DecreaseRequestsRemaining: DECREASES_PER_DAY, CapacityReservationState: [] };
}
