/** DescribeNetworkInsightsAnalyses: by their ids, of one path, or all. */
import type {
  DescribeNetworkInsightsAnalysesRequest,
  DescribeNetworkInsightsAnalysesResult,
} from '@aws-sdk/client-ec2';
import type { NetworkInsightsAnalysis } from '../../../resources/networkInsights.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { find, findSome } from '../ids.ts';
import { analysisView } from './analysisView.ts';

const FILTERS: FilterDefinitions<NetworkInsightsAnalysis> = {
  'path-found': ({ status }) => status.pathFound,
  status: ({ status }) => status.state,
};

export function describeNetworkInsightsAnalyses(
  call: Call,
  input: DescribeNetworkInsightsAnalysesRequest,
): DescribeNetworkInsightsAnalysesResult {
  const asked = askedFor(call, input).filter((analysis) => isWithin(analysis, input));
  const { rows, nextToken } = page(matching(input.Filters, asked, FILTERS), {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    min: 1,
    max: 100,
  });
  return { NetworkInsightsAnalyses: rows.map(analysisView), NextToken: nextToken };
}

function askedFor(call: Call, input: DescribeNetworkInsightsAnalysesRequest): NetworkInsightsAnalysis[] {
  const { networkInsightsAnalyses: table, networkInsightsPaths } = call.tx;
  const { NetworkInsightsAnalysisIds: ids, NetworkInsightsPathId: ofPath } = input;
  if (ofPath === undefined) return findSome(call, table, 'networkInsightsAnalysis', ids);
  const path = find(call, networkInsightsPaths, 'networkInsightsPath', ofPath);
  if (!ids?.length) return table.by('path', path.id);
  return findSome(call, table, 'networkInsightsAnalysis', ids).filter(({ spec }) => spec.pathId === path.id);
}

function isWithin(
  { createdAt }: NetworkInsightsAnalysis,
  { AnalysisStartTime, AnalysisEndTime }: DescribeNetworkInsightsAnalysesRequest,
): boolean {
  const started = new Date(createdAt);
  return (
    !(AnalysisStartTime && started < AnalysisStartTime) && !(AnalysisEndTime && started > AnalysisEndTime)
  );
}
