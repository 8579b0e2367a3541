/** DescribeRegions: all of AWS's commercial Regions, every one of them enabled. */
import type { DescribeRegionsRequest, DescribeRegionsResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { type Region, regions } from '../../../resources/zones.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';

const FILTERS: FilterDefinitions<Region> = {
  endpoint: endpointOf,
  'opt-in-status': ({ optInStatus }) => optInStatus,
  'region-name': ({ name }) => name,
};

export function describeRegions(_call: Call, input: DescribeRegionsRequest): DescribeRegionsResult {
  const shown = matching(input.Filters, askedRegions(input.RegionNames ?? []), FILTERS);
  return {
    Regions: shown.map((region) => ({
      RegionName: region.name,
      Endpoint: endpointOf(region),
      OptInStatus: region.optInStatus,
    })),
  };
}

function askedRegions(names: readonly string[]): readonly Region[] {
  if (names.length === 0) return regions;
  const unknown = names.find((name) => !regions.some((region) => region.name === name));
  if (unknown !== undefined) throw new AwsError('InvalidParameterValue', `Invalid region: [${unknown}]`);
  return regions.filter(({ name }) => names.includes(name));
}

function endpointOf({ name }: Region): string {
  return `ec2.${name}.amazonaws.com`;
}
