/** StartNetworkInsightsAnalysis: it is `running` at first; the analyzer (src/reachability) finds it and answers. */
import type {
  StartNetworkInsightsAnalysisRequest,
  StartNetworkInsightsAnalysisResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { NetworkInsightsAnalysis } from '../../../resources/networkInsights.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { find, mine } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { analysisView } from './analysisView.ts';

export function startNetworkInsightsAnalysis(
  call: Call,
  input: StartNetworkInsightsAnalysisRequest,
): StartNetworkInsightsAnalysisResult {
  const table = call.tx.networkInsightsAnalyses;
  return onceByToken(
    call,
    input.ClientToken,
    input,
    () => [start(call, input).id],
    ([id]) => ({ NetworkInsightsAnalysis: analysisView(find(call, table, 'networkInsightsAnalysis', id)) }),
  );
}

function start(call: Call, input: StartNetworkInsightsAnalysisRequest): NetworkInsightsAnalysis {
  const { networkInsightsPaths, networkInsightsAnalyses } = call.tx;
  const path = find(call, networkInsightsPaths, 'networkInsightsPath', input.NetworkInsightsPathId);
  checkQuota(
    call,
    'networkInsightsAnalysesPerRegion',
    networkInsightsAnalyses.count('scope', mine(call)),
    'NetworkInsightsAnalysis.LimitExceeded',
    'The maximum number of network insights analyses has been reached.',
  );
  const analysis: NetworkInsightsAnalysis = {
    ...newResource(call, 'nia'),
    tags: tagsFor(input.TagSpecifications, 'network-insights-analysis'),
    spec: {
      pathId: path.id,
      additionalAccounts: accountsOf(call, input.AdditionalAccounts ?? []),
      filterInArns: arnsOf(input.FilterInArns, 'FilterInArn'),
      filterOutArns: arnsOf(input.FilterOutArns, 'FilterOutArn'),
    },
    status: { state: 'running' },
  };
  networkInsightsAnalyses.put(analysis);
  return analysis;
}

/** AWS asks for an organization that both belong to. With verified signatures there is none. */
function accountsOf(call: Call, accounts: readonly string[]): readonly string[] {
  const wrong = accounts.find((account) => !/^\d{12}$/.test(account));
  if (wrong !== undefined) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${wrong}) for parameter AdditionalAccount is invalid.`,
    );
  }
  if (call.verified && accounts.some((account) => account !== call.accountId)) {
    throw new AwsError(
      'OperationNotPermitted',
      'Analyses across accounts need accounts of one organization, and there are no organizations here.',
    );
  }
  return accounts;
}

function arnsOf(arns: readonly string[] | undefined, name: string): readonly string[] {
  const wrong = arns?.find((arn) => !/^arn:aws[a-z-]*:[a-z0-9-]+:[^\s]{1,1200}$/.test(arn));
  if (wrong === undefined) return arns ?? [];
  throw new AwsError('InvalidParameterValue', `Value (${wrong}) for parameter ${name} is invalid: an ARN.`);
}
