/** Calls of operations without the wire: a state that forgets, repeatable ids, a clock that stands still. */
import { seededRandom } from '../base/random.ts';
import { memoryStore } from '../state/memoryStore.ts';
import { State } from '../state/state.ts';
import type { Transaction } from '../state/tables.ts';
import { bootstrapAccount } from './ec2/defaults.ts';
import type { Call, Operation } from './operation.ts';

export const TEST_ACCOUNT = '111122223333';
export const TEST_REGION = 'us-east-1';

export interface TestCaller {
  readonly state: State;
  /** Runs an operation in a transaction of its own, as the pipeline would. */
  run<Input, Output>(operation: Operation<Input, Output>, input: Input, as?: Partial<Call>): Output;
  /** Changes rows directly: what reconcilers or other services would have done. */
  change<T>(work: (tx: Transaction) => T): T;
}

/** A caller of account 111122223333 in us-east-1; each call is a second later than the one before. */
export async function testCaller(seed = 1): Promise<TestCaller> {
  const state = await State.open(memoryStore(), (error) => {
    throw error;
  });
  const random = seededRandom(seed);
  let time = Date.parse('2026-01-01T00:00:00Z');
  return {
    state,
    change: (work) => state.transact(work),
    run: (operation, input, as = {}) =>
      state.transact((tx) => {
        time += 1000;
        const { accountId = TEST_ACCOUNT, region = TEST_REGION } = as;
        const now = new Date(time);
        bootstrapAccount(tx, accountId, region, random, now);
        const call: Call = {
          accountId,
          region,
          principalArn: `arn:aws:iam::${accountId}:root`,
          userId: accountId,
          verified: false,
          temporary: false,
          requestId: '00000000-0000-0000-0000-000000000000',
          action: operation.name,
          now,
          random,
          tx,
          ...as,
        };
        return operation(call, input);
      }),
  };
}

/** The error's code, or the answer's absence of one: what tests of refusals compare. */
export function codeOf(work: () => unknown): string {
  try {
    work();
    return 'no error';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
