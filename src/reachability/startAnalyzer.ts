/**
 * Answers network insights analyses: those that run are found in the state, so that a restart goes on with them, and
 * what was found becomes their status.
 */
import type { NetworkInsightsAnalysis } from '../resources/networkInsights.ts';
import type { State } from '../state/state.ts';
import { analyze, type Outcome } from './analysis.ts';
import { traceJudge } from './judge.ts';

export type Log = (message: string, error?: unknown) => void;

/** Runs until the returned function is called; one analysis after the other. */
export function startAnalyzer(state: State, log: Log): () => void {
  let stopped = false;
  let working = false;
  const work = async () => {
    if (working) return;
    working = true;
    for (let next = first(state); next && !stopped; next = first(state)) await answer(next);
    working = false;
  };
  const answer = async (analysis: NetworkInsightsAnalysis) => {
    const outcome = await outcomeOf(state, analysis, log);
    // Nobody can read it before the state is on the disk; one that was deleted meanwhile stays so.
    const now = state.snapshot.networkInsightsAnalyses.get(analysis.id);
    if (stopped || now?.status.state !== 'running') return;
    if (outcome.state === 'failed') log(`analysis ${analysis.id} failed: ${outcome.message}`);
    state.transact((tx) => tx.networkInsightsAnalyses.put({ ...now, status: outcome }));
  };
  const unwatch = state.watch((changes) => {
    if (changes.some(({ table }) => table === 'networkInsightsAnalyses')) void work();
  });
  void work();
  return () => {
    stopped = true;
    unwatch();
  };
}

function first({ snapshot }: State): NetworkInsightsAnalysis | undefined {
  return snapshot.networkInsightsAnalyses.by('state', 'running')[0];
}

/** Whatever goes wrong is this analysis's alone. */
async function outcomeOf(state: State, analysis: NetworkInsightsAnalysis, log: Log): Promise<Outcome> {
  const path = state.snapshot.networkInsightsPaths.get(analysis.spec.pathId);
  if (!path) return { state: 'failed', message: `The path ${analysis.spec.pathId} does not exist.` };
  try {
    return await analyze(state.snapshot, analysis, path, traceJudge);
  } catch (error) {
    log(`analysis ${analysis.id} could not be made`, error);
    return { state: 'failed', message: `The analysis failed: ${(error as Error).message}` };
  }
}
