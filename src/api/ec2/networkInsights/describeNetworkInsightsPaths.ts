/** DescribeNetworkInsightsPaths. */
import type {
  DescribeNetworkInsightsPathsRequest,
  DescribeNetworkInsightsPathsResult,
} from '@aws-sdk/client-ec2';
import type { NetworkInsightsPath, PacketFilter, PortSpan } from '../../../resources/networkInsights.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { findSome } from '../ids.ts';
import { pathView } from './pathView.ts';

const FILTERS: FilterDefinitions<NetworkInsightsPath> = {
  source: ({ spec }) => spec.source.id,
  destination: ({ spec }) => spec.destination?.id,
  protocol: ({ spec }) => spec.protocol,
  ...filtersAt('filter-at-source', ({ spec }) => spec.filterAtSource),
  ...filtersAt('filter-at-destination', ({ spec }) => spec.filterAtDestination),
};

export function describeNetworkInsightsPaths(
  call: Call,
  input: DescribeNetworkInsightsPathsRequest,
): DescribeNetworkInsightsPathsResult {
  const table = call.tx.networkInsightsPaths;
  const paths = findSome(call, table, 'networkInsightsPath', input.NetworkInsightsPathIds);
  const { rows, nextToken } = page(matching(input.Filters, paths, FILTERS), {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    min: 1,
    max: 100,
  });
  return { NetworkInsightsPaths: rows.map(pathView), NextToken: nextToken };
}

function filtersAt(
  end: string,
  filterOf: (path: NetworkInsightsPath) => PacketFilter | undefined,
): FilterDefinitions<NetworkInsightsPath> {
  return {
    [`${end}.source-address`]: (path) => filterOf(path)?.sourceAddress,
    [`${end}.source-port-range`]: (path) => spanText(filterOf(path)?.sourcePorts),
    [`${end}.destination-address`]: (path) => filterOf(path)?.destinationAddress,
    [`${end}.destination-port-range`]: (path) => spanText(filterOf(path)?.destinationPorts),
  };
}

/** A single port is found by its number too. */
function spanText(span: PortSpan | undefined): readonly string[] | undefined {
  if (!span) return undefined;
  const { from, to } = span;
  return from === to ? [`${from}`, `${from}-${to}`] : [`${from}-${to}`];
}
