/** The zones in which a service can be reached: those of its load balancers. */
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';
import { type Zone, zonesOf } from '../../zones.ts';

/** In the order of their names. */
export function serviceZones({ tx }: Call, service: EndpointService): Zone[] {
  const names = new Set(
    service.spec.networkLoadBalancerArns
      .flatMap((arn) => tx.loadBalancers.get(arn)?.spec.zones ?? [])
      .map((zone) => zone.availabilityZone),
  );
  return zonesOf(service.region).filter((zone) => names.has(zone.name));
}
