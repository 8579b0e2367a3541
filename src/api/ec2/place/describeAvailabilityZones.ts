/**
 * DescribeAvailabilityZones of the call's Region. There are no Local or Wavelength Zones here, so
 * AllAvailabilityZones, which AWS needs for those not opted into, shows nothing more.
 */
import type {
  AvailabilityZone,
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { type Zone, zonesOf } from '../../../resources/zones.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';

export function describeAvailabilityZones(
  call: Call,
  input: DescribeAvailabilityZonesRequest,
): DescribeAvailabilityZonesResult {
  const byName = asked(zonesOf(call), input.ZoneNames, ({ name }) => name);
  const zones = asked(byName, input.ZoneIds, ({ id }) => id);
  const shown = matching(input.Filters, zones, filtersOf(call.region));
  return { AvailabilityZones: shown.map((zone) => zoneView(call.region, zone)) };
}

/** The group that all zones of a Region are in. */
export function zoneGroupName(region: string): string {
  return `${region}-zg-1`;
}

function asked(
  zones: readonly Zone[],
  wanted: readonly string[] | undefined,
  keyOf: (zone: Zone) => string,
): readonly Zone[] {
  if (!wanted || wanted.length === 0) return zones;
  const unknown = wanted.find((key) => !zones.some((zone) => keyOf(zone) === key));
  if (unknown !== undefined) {
    throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${unknown}]`);
  }
  return zones.filter((zone) => wanted.includes(keyOf(zone)));
}

function filtersOf(region: string): FilterDefinitions<Zone> {
  return {
    'group-long-name': () => undefined,
    'group-name': () => zoneGroupName(region),
    message: () => undefined,
    'opt-in-status': () => 'opt-in-not-required',
    'parent-zone-id': () => undefined,
    'parent-zone-name': () => undefined,
    'region-name': () => region,
    state: () => 'available',
    'zone-id': ({ id }) => id,
    'zone-name': ({ name }) => name,
    'zone-type': () => 'availability-zone',
  };
}

function zoneView(region: string, zone: Zone): AvailabilityZone {
  return {
    ZoneName: zone.name,
    ZoneId: zone.id,
    ZoneType: 'availability-zone',
    RegionName: region,
    GroupName: zoneGroupName(region),
    NetworkBorderGroup: region,
    OptInStatus: 'opt-in-not-required',
    State: 'available',
    Messages: [],
  };
}
