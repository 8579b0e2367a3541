/** ModifyCapacityReservation: another minimum, or none. */
import type {
  ModifyCapacityReservationInput,
  ModifyCapacityReservationOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../../base/awsError.ts';
import type { CapacityReservation, LoadBalancer } from '../../../resources/loadBalancer.ts';
import type { Call } from '../../operation.ts';
import { quota, quotaExceeded } from '../../quotas.ts';
import { validationError } from '../errors.ts';
import { findLoadBalancer } from '../lookups.ts';
import { decreasesLeft, decreasesToday, reservationView } from './reservation.ts';

export function modifyCapacityReservation(
  call: Call,
  input: ModifyCapacityReservationInput,
): ModifyCapacityReservationOutput {
  const row = findLoadBalancer(call, input.LoadBalancerArn);
  const units = unitsOf(input);
  const changed: LoadBalancer = {
    ...row,
    spec: { ...row.spec, capacity: changedCapacity(row.spec.capacity, units, call.now) },
  };
  call.tx.loadBalancers.put(changed);
  return reservationView(changed, call.now);
}

/** Undefined: the reservation is reset. */
function unitsOf(input: ModifyCapacityReservationInput): number | undefined {
  const { MinimumLoadBalancerCapacity, ResetCapacityReservation = false } = input;
  if ((MinimumLoadBalancerCapacity !== undefined) === ResetCapacityReservation) {
    throw validationError(
      'Exactly one of MinimumLoadBalancerCapacity and ResetCapacityReservation must be specified',
    );
  }
  if (!MinimumLoadBalancerCapacity) return undefined;
  const units = MinimumLoadBalancerCapacity.CapacityUnits ?? 0;
  if (units < 1) throw validationError(`Capacity units '${units}' must be a positive number`);
  if (units <= quota('capacityUnitsPerLoadBalancer')) return units;
  throw quotaExceeded(
    'capacityUnitsPerLoadBalancer',
    'CapacityUnitsLimitExceeded',
    'The maximum number of capacity units has been reached.',
  );
}

function changedCapacity(
  before: CapacityReservation | undefined,
  capacityUnits: number | undefined,
  now: Date,
): CapacityReservation {
  const isDecrease = (capacityUnits ?? 0) < (before?.capacityUnits ?? 0);
  if (isDecrease && decreasesLeft(before, now) === 0) {
    throw new AwsError(
      'CapacityDecreaseRequestsLimitExceeded',
      'The daily limit of decreases of this reservation has been reached',
    );
  }
  const decreases = [...decreasesToday(before, now), ...(isDecrease ? [now.toISOString()] : [])];
  return { capacityUnits, modifiedAt: now.toISOString(), decreases };
}
