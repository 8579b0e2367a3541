/** DeleteNetworkInsightsPath: only one that no analysis is left of. */
import type { DeleteNetworkInsightsPathRequest, DeleteNetworkInsightsPathResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { find } from '../ids.ts';

export function deleteNetworkInsightsPath(
  call: Call,
  input: DeleteNetworkInsightsPathRequest,
): DeleteNetworkInsightsPathResult {
  const { networkInsightsPaths, networkInsightsAnalyses } = call.tx;
  const { id } = find(call, networkInsightsPaths, 'networkInsightsPath', input.NetworkInsightsPathId);
  if (networkInsightsAnalyses.count('path', id) > 0) {
    throw new AwsError(
      'AnalysisExistsForNetworkInsightsPath',
      `The path '${id}' has analyses. Delete them before the path.`,
    );
  }
  networkInsightsPaths.delete(id);
  return { NetworkInsightsPathId: id };
}
