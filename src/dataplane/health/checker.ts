/** Checks one target again and again; one check ends before the next begins. */
import type { Random } from '../../base/random.ts';
import type { CheckRow } from '../../program/rows.ts';
import {
  afterOutcome,
  type Finding,
  NOTHING_FOUND,
  type Outcome,
  type Progress,
  sameFinding,
} from './finding.ts';

/** Makes one check; undefined where it could not be made. */
export type MakeCheck = (check: CheckRow, signal: AbortSignal) => Promise<Outcome | undefined>;

export interface CheckerOptions {
  readonly check: CheckRow;
  /** Found before a restart; not reported again. */
  readonly initial: Finding | undefined;
  readonly makeCheck: MakeCheck;
  readonly random: Random;
  onFinding(finding: Finding): void;
}

/** A check that could not be made is tried again sooner than the interval says. */
const UNMADE_RETRY_MS = 1000;

export class Checker {
  readonly #options: CheckerOptions;
  readonly #aborted = new AbortController();
  #check: CheckRow;
  #progress: Progress;
  #timer: NodeJS.Timeout | undefined;
  #first = true;

  constructor(options: CheckerOptions) {
    this.#options = options;
    this.#check = options.check;
    this.#progress = options.initial ? { finding: options.initial, against: 0 } : NOTHING_FOUND;
    this.#timer = setTimeout(() => void this.#run(), 0);
  }

  /** New settings count from the next check on; what was found stays. */
  update(check: CheckRow): void {
    this.#check = check;
  }

  stop(): void {
    this.#aborted.abort();
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    const startedAt = performance.now();
    const outcome = await this.#options.makeCheck(this.#check, this.#aborted.signal);
    if (this.#aborted.signal.aborted) return;
    if (outcome) this.#take(outcome);
    const pauseMs = outcome ? this.#pauseMs() : Math.min(UNMADE_RETRY_MS, this.#check.intervalMs);
    const elapsedMs = performance.now() - startedAt;
    this.#timer = setTimeout(() => void this.#run(), Math.max(0, pauseMs - elapsedMs));
  }

  #take(outcome: Outcome): void {
    const before = this.#progress.finding;
    this.#progress = afterOutcome(this.#progress, outcome, this.#check);
    const { finding } = this.#progress;
    if (finding && !sameFinding(before, finding)) this.#options.onFinding(finding);
  }

  /** The first pause is cut at random, so that targets that came together are not checked together for ever. */
  #pauseMs(): number {
    const { intervalMs } = this.#check;
    if (!this.#first) return intervalMs;
    this.#first = false;
    return intervalMs - this.#options.random.integer(Math.ceil(intervalMs / 2));
  }
}
