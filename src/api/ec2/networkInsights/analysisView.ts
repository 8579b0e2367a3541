/** An analysis as EC2 shows it. */
import type { NetworkInsightsAnalysis as AnalysisShape } from '@aws-sdk/client-ec2';
import { ec2Arn } from '../../../resources/ec2Arns.ts';
import type { NetworkInsightsAnalysis } from '../../../resources/networkInsights.ts';
import { toTagList } from '../tags.ts';

export function analysisView(analysis: NetworkInsightsAnalysis): AnalysisShape {
  const { spec, status } = analysis;
  return {
    NetworkInsightsAnalysisId: analysis.id,
    NetworkInsightsAnalysisArn: ec2Arn(analysis),
    NetworkInsightsPathId: spec.pathId,
    AdditionalAccounts: [...spec.additionalAccounts],
    FilterInArns: [...spec.filterInArns],
    FilterOutArns: [...spec.filterOutArns],
    StartDate: new Date(analysis.createdAt),
    Status: status.state,
    StatusMessage: status.message,
    NetworkPathFound: status.pathFound,
    ...(status.answer === undefined ? {} : (JSON.parse(status.answer) as AnalysisShape)),
    Tags: toTagList(analysis.tags),
  };
}
