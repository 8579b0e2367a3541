/** DescribeCapacityReservation. Terraform asks for every load balancer. */
import type {
  DescribeCapacityReservationInput,
  DescribeCapacityReservationOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { findLoadBalancer } from '../lookups.ts';
import { reservationView } from './reservation.ts';

export function describeCapacityReservation(
  call: Call,
  input: DescribeCapacityReservationInput,
): DescribeCapacityReservationOutput {
  return reservationView(findLoadBalancer(call, input.LoadBalancerArn), call.now);
}
