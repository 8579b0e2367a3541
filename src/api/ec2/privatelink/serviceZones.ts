/** The zones in which a service can be reached: those of its load balancers. */
import type { EndpointService } from '../../../resources/endpointService.ts';
import { type Zone, zoneIdOf, zonesOf } from '../../../resources/zones.ts';
import type { Call } from '../../operation.ts';

/** As the caller names them, in the order of those names. */
export function serviceZones({ tx, accountId }: Call, service: EndpointService): Zone[] {
  const ids = new Set(
    service.spec.networkLoadBalancerArns
      .flatMap((arn) => tx.loadBalancers.get(arn)?.spec.zones ?? [])
      .map((zone) => zoneIdOf(service, zone.availabilityZone)),
  );
  return zonesOf({ accountId, region: service.region }).filter((zone) => ids.has(zone.id));
}
