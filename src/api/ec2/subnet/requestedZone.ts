/** The zone of a subnet: as asked for, or chosen. */
import { AwsError } from '../../../base/awsError.ts';
import { type Zone, zonesById, zonesOf } from '../../../resources/zones.ts';
import type { Call } from '../../operation.ts';

export interface ZoneRequest {
  readonly AvailabilityZone?: string;
  readonly AvailabilityZoneId?: string;
}

/**
 * The zone that a request names, by name or by id; undefined where it names none.
 * @throws AwsError InvalidParameterCombination, InvalidParameterValue
 */
export function requestedZone(call: Call, input: ZoneRequest): Zone | undefined {
  if (input.AvailabilityZone && input.AvailabilityZoneId) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter AvailabilityZone cannot be used with the parameter AvailabilityZoneId.',
    );
  }
  if (input.AvailabilityZone) return namedZone(call, 'availabilityZone', input.AvailabilityZone);
  if (input.AvailabilityZoneId) return namedZone(call, 'availabilityZoneId', input.AvailabilityZoneId);
  return undefined;
}

/**
 * AWS chooses freely. Spreading serves those who make one subnet per zone without naming zones; the order of ids
 * lets accounts that name none meet in the same zones.
 */
export function leastUsedZone(call: Call, vpcId: string): Zone {
  const subnets = call.tx.subnets.by('vpc', vpcId);
  const used = (zone: Zone) => subnets.filter(({ spec }) => spec.availabilityZone === zone.name).length;
  return zonesById(call).reduce((best, zone) => (used(zone) < used(best) ? zone : best));
}

function namedZone(call: Call, parameter: 'availabilityZone' | 'availabilityZoneId', wanted: string): Zone {
  const key = parameter === 'availabilityZone' ? 'name' : 'id';
  const zones = zonesOf(call);
  const zone = zones.find((one) => one[key] === wanted);
  if (zone) return zone;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${wanted}) for parameter ${parameter} is invalid. Subnets can currently only be created in the following availability zones: ${zones.map((one) => one[key]).join(', ')}.`,
  );
}
