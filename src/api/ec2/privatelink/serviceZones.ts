/** The zones in which a service can be reached: those of its load balancers; all of its Region for AWS's own. */
import { loadBalancersOf } from '../../../resources/endpointService.ts';
import { type Zone, zoneIdOf, zonesOf } from '../../../resources/zones.ts';
import type { Call } from '../../operation.ts';
import type { OfferedService } from './offeredService.ts';

/** As the caller names them, in the order of those names. */
export function serviceZones({ tx, accountId }: Call, { region, customer }: OfferedService): readonly Zone[] {
  const zones = zonesOf({ accountId, region });
  if (!customer) return zones;
  const ids = new Set(
    loadBalancersOf(customer)
      .flatMap((arn) => tx.loadBalancers.get(arn)?.spec.zones ?? [])
      .map((zone) => zoneIdOf(customer, zone.availabilityZone)),
  );
  return zones.filter((zone) => ids.has(zone.id));
}
