/** DeleteNetworkInsightsAnalysis: one that runs too; its answer is then lost. */
import type {
  DeleteNetworkInsightsAnalysisRequest,
  DeleteNetworkInsightsAnalysisResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { find } from '../ids.ts';

export function deleteNetworkInsightsAnalysis(
  call: Call,
  input: DeleteNetworkInsightsAnalysisRequest,
): DeleteNetworkInsightsAnalysisResult {
  const table = call.tx.networkInsightsAnalyses;
  const { id } = find(call, table, 'networkInsightsAnalysis', input.NetworkInsightsAnalysisId);
  table.delete(id);
  return { NetworkInsightsAnalysisId: id };
}
