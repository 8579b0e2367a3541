/** Reachability Analyzer: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { createNetworkInsightsPath } from './createNetworkInsightsPath.ts';
import { deleteNetworkInsightsAnalysis } from './deleteNetworkInsightsAnalysis.ts';
import { deleteNetworkInsightsPath } from './deleteNetworkInsightsPath.ts';
import { describeNetworkInsightsAnalyses } from './describeNetworkInsightsAnalyses.ts';
import { describeNetworkInsightsPaths } from './describeNetworkInsightsPaths.ts';
import { startNetworkInsightsAnalysis } from './startNetworkInsightsAnalysis.ts';

export const networkInsightsOperations: OperationTable = {
  CreateNetworkInsightsPath: createNetworkInsightsPath,
  DescribeNetworkInsightsPaths: describeNetworkInsightsPaths,
  DeleteNetworkInsightsPath: deleteNetworkInsightsPath,
  StartNetworkInsightsAnalysis: startNetworkInsightsAnalysis,
  DescribeNetworkInsightsAnalyses: describeNetworkInsightsAnalyses,
  DeleteNetworkInsightsAnalysis: deleteNetworkInsightsAnalysis,
};
