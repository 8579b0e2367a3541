/** DescribeInstanceTypeOfferings: every type that is known here is offered everywhere. */
import type {
  DescribeInstanceTypeOfferingsRequest,
  DescribeInstanceTypeOfferingsResult,
  InstanceTypeOffering,
  LocationType,
} from '@aws-sdk/client-ec2';
import { zonesOf } from '../../../resources/zones.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { INSTANCE_TYPES } from './instanceTypes.ts';
import { oneOf } from './launchSettings.ts';

interface Offering {
  readonly id: string;
  readonly type: string;
  readonly location: string;
}

const FILTERS: FilterDefinitions<Offering> = {
  'instance-type': ({ type }) => type,
  location: ({ location }) => location,
};

export function describeInstanceTypeOfferings(
  call: Call,
  input: DescribeInstanceTypeOfferingsRequest,
): DescribeInstanceTypeOfferingsResult {
  const kinds: readonly LocationType[] = ['region', 'availability-zone', 'availability-zone-id'];
  const kind = oneOf(kinds, input.LocationType, 'locationType') ?? 'region';
  const all = locationsOf(call, kind).flatMap((location) =>
    INSTANCE_TYPES.map(({ name: type }) => ({ id: `${location}/${type}`, type, location })),
  );
  const { rows, nextToken } = filteredPage(all, input, FILTERS);
  return {
    InstanceTypeOfferings: rows.map(({ type, location }) => ({
      InstanceType: type as InstanceTypeOffering['InstanceType'],
      LocationType: kind,
      Location: location,
    })),
    NextToken: nextToken,
  };
}

function locationsOf(call: Call, kind: LocationType): string[] {
  if (kind === 'region') return [call.region];
  return zonesOf(call).map(({ name, id }) => (kind === 'availability-zone' ? name : id));
}
