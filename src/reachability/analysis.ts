/** Answers a network insights analysis: the path's question, within the accounts and filters of the analysis. */
import type { Explanation, NetworkInsightsAnalysis as Shape } from '@aws-sdk/client-ec2';
import type { NetworkInsightsAnalysis, NetworkInsightsPath } from '../resources/networkInsights.ts';
import type { Snapshot } from '../state/tables.ts';
import { passesFilters, untilDestination } from './analysisFilters.ts';
import { type Answer, findAnswer, getsThrough } from './answer.ts';
import { Blocked, type Finding, type Step, type Way } from './journey.ts';
import type { Judge } from './judge.ts';
import { resolve } from './names.ts';
import { type Ends, endsOf } from './pathQuestion.ts';
import { portsToTry } from './ports.ts';
import { shownTo } from './visible.ts';

/** What an analysis has come to, as its row keeps it. */
export type Outcome = NetworkInsightsAnalysis['status'];

export async function analyze(
  tables: Snapshot,
  analysis: NetworkInsightsAnalysis,
  path: NetworkInsightsPath,
  judge?: Judge,
): Promise<Outcome> {
  const answer = await answerFor(tables, path, judge);
  if ('shown' in answer) return outcome([], [answer], undefined);
  if (answer.fault !== undefined) return { state: 'failed', message: answer.fault };
  const accounts = [analysis.accountId, ...analysis.spec.additionalAccounts];
  const shown = answer.ways.map((way) => shownTo(way, accounts, path.spec.destination?.id));
  const suggested = [...new Set(shown.flatMap(({ beyond }) => beyond ?? []))];
  const warning = nameTrouble(tables, path);
  const ways = shown.map(({ way }) =>
    passesFilters(untilDestination(way, path.spec), analysis.spec, path.spec),
  );
  return outcome(ways, [], suggested, warning);
}

/** The answer for the first port that gets through, else for the first port; or what keeps it from being asked. */
async function answerFor(
  tables: Snapshot,
  path: NetworkInsightsPath,
  judge: Judge | undefined,
): Promise<Answer | Finding> {
  let ends: Ends;
  try {
    ends = endsOf(tables, path);
  } catch (end) {
    if (end instanceof Blocked) return end.finding;
    throw end;
  }
  let first: Answer | undefined;
  for (const port of portsToTry(tables, path, ends)) {
    const answer = await findAnswer(tables, { ...ends, port }, judge);
    first ??= answer;
    if (answer.reachable || answer.fault !== undefined) return answer;
  }
  return first as Answer;
}

function outcome(
  ways: readonly Way[],
  findings: readonly Finding[],
  suggested: readonly string[] | undefined,
  warning?: Finding,
): Outcome {
  const through = ways.find(getsThrough);
  const way = through ?? ways[0];
  const all = [...findings, ...ways.flatMap(({ finding, doubt }) => finding ?? doubt ?? [])];
  const answer: Shape = {
    ForwardPathComponents: numbered(way?.forward ?? []),
    ReturnPathComponents: numbered(through?.back ?? []),
    Explanations: distinct(
      [...(through ? [] : all), ...(warning ? [warning] : [])].map(({ shown }) => shown),
    ),
    ...(warning ? { WarningMessage: warning.sentence } : {}),
    ...(suggested?.length ? { SuggestedAccounts: [...suggested] } : {}),
  };
  return { state: 'succeeded', pathFound: through !== undefined, answer: JSON.stringify(answer) };
}

/** An endpoint that is found by its address, and not by the private name of its service: clients mostly use that. */
function nameTrouble(tables: Snapshot, { spec }: NetworkInsightsPath): Finding | undefined {
  const endpoint = tables.vpcEndpoints.get(spec.destination?.id ?? '');
  const service = tables.endpointServices.get(endpoint?.spec.serviceId ?? '');
  const name = service?.spec.privateDnsName;
  if (!endpoint || !name || name.startsWith('*.')) return undefined;
  if (service.status.privateDnsName?.state !== 'verified') return undefined;
  try {
    resolve(tables, endpoint.spec.vpcId, name);
    return undefined;
  } catch (end) {
    if (end instanceof Blocked) return end.finding;
    throw end;
  }
}

function numbered(steps: readonly Step[]) {
  return steps.map(({ shown }, index) => ({ SequenceNumber: index + 1, ...shown }));
}

function distinct(explanations: readonly Explanation[]): Explanation[] {
  return [...new Map(explanations.map((each) => [JSON.stringify(each), each])).values()];
}
