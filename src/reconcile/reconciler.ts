/** What a reconciler is. */
import type { Random } from '../base/random.ts';
import type { Transaction } from '../state/tables.ts';

/**
 * Moves status toward spec by what it reads in the tables alone; run twice, the second run writes nothing.
 * It looks rows up by the indexes of what is in motion, so that a run costs nothing while all is at rest.
 *
 * @returns when time alone will give it more to do; undefined where only a change can
 */
export type Reconciler = (tx: Transaction, moment: Moment) => Date | undefined;

export interface Moment {
  readonly now: Date;
  readonly random: Random;
}
