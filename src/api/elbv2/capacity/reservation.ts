/** What a load balancer has reserved. There is nothing to provision: a reservation is in force at once. */
import type { DescribeCapacityReservationOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CapacityReservation, LoadBalancer } from '../../../resources/loadBalancer.ts';

/** Decreases of a reservation that AWS allows per day. */
const DECREASES_PER_DAY = 2;
const DAY_MS = 86_400_000;

export function decreasesToday(capacity: CapacityReservation | undefined, now: Date): string[] {
  return (capacity?.decreases ?? []).filter((time) => now.getTime() - Date.parse(time) < DAY_MS);
}

export function decreasesLeft(capacity: CapacityReservation | undefined, now: Date): number {
  return Math.max(0, DECREASES_PER_DAY - decreasesToday(capacity, now).length);
}

export function reservationView({ spec }: LoadBalancer, now: Date): DescribeCapacityReservationOutput {
  const { capacity, zones } = spec;
  const units = capacity?.capacityUnits;
  return {
    LastModifiedTime: capacity && new Date(capacity.modifiedAt),
    DecreaseRequestsRemaining: decreasesLeft(capacity, now),
    MinimumLoadBalancerCapacity: units === undefined ? undefined : { CapacityUnits: units },
    CapacityReservationState:
      units === undefined
        ? []
        : zones.map(({ availabilityZone }) => ({
            State: { Code: 'provisioned' },
            AvailabilityZone: availabilityZone,
            EffectiveCapacityUnits: units / zones.length,
          })),
  };
}
