/** What checks of one target have found so far: a pure state machine. */

export type Finding =
  | { readonly state: 'healthy' }
  | { readonly state: 'unhealthy'; readonly reason: string; readonly description: string };

/** How one check ended. */
export type Outcome =
  | { readonly passed: true }
  | { readonly passed: false; readonly reason: string; readonly description: string };

export interface Thresholds {
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

export interface Progress {
  /** Undefined until the first checks have decided. */
  readonly finding: Finding | undefined;
  /** Consecutive outcomes that speak against the finding. */
  readonly against: number;
}

export const NOTHING_FOUND: Progress = { finding: undefined, against: 0 };

/**
 * A new target is healthy after its first passing check, whatever the threshold; every other change takes as
 * many consecutive outcomes as its threshold says. An unhealthy target keeps the latest reason.
 */
export function afterOutcome(progress: Progress, outcome: Outcome, thresholds: Thresholds): Progress {
  return outcome.passed ? afterPass(progress, thresholds) : afterFailure(progress, outcome, thresholds);
}

function afterPass({ finding, against }: Progress, { healthyThreshold }: Thresholds): Progress {
  const needed = finding?.state === 'unhealthy' ? healthyThreshold : 1;
  const passes = finding?.state === 'unhealthy' ? against + 1 : 1;
  return passes >= needed ? { finding: { state: 'healthy' }, against: 0 } : { finding, against: passes };
}

function afterFailure(
  { finding, against }: Progress,
  { reason, description }: Extract<Outcome, { passed: false }>,
  { unhealthyThreshold }: Thresholds,
): Progress {
  const unhealthy: Finding = { state: 'unhealthy', reason, description };
  if (finding?.state === 'unhealthy') return { finding: unhealthy, against: 0 };
  const failures = against + 1;
  return failures >= unhealthyThreshold ? { finding: unhealthy, against: 0 } : { finding, against: failures };
}

export function sameFinding(a: Finding | undefined, b: Finding | undefined): boolean {
  if (a?.state !== 'unhealthy' || b?.state !== 'unhealthy') return a?.state === b?.state;
  return a.reason === b.reason && a.description === b.description;
}
