/** What an operation is: one function in one file, run inside one transaction. */
import type { Random } from '../base/random.ts';
import type { AccountId, RegionName } from '../resources/identity.ts';
import type { Transaction } from '../state/tables.ts';

/** What the pipeline knows of a call besides its input. */
export interface Call {
  readonly accountId: AccountId;
  readonly region: RegionName;
  /** ARN of the caller, such as `arn:aws:iam::111122223333:root`. */
  readonly principalArn: string;
  /** Unique id of the caller as STS shows it. */
  readonly userId: string;
  /** Whether the caller's signature was verified (strict authentication). */
  readonly verified: boolean;
  /** Whether the caller's keys are temporary. */
  readonly temporary: boolean;
  /** Id of the row of `sessions` whose keys signed, where STS gave them out. */
  readonly sessionId?: string;
  readonly requestId: string;
  readonly action: string;
  readonly now: Date;
  readonly random: Random;
  /** All tables. What is put is durable before the caller is answered; a throw undoes everything. */
  readonly tx: Transaction;
}

/**
 * One AWS operation, typed by the SDK's shapes. It is synchronous: it validates, changes rows, returns the
 * answer. It throws AwsError for what the caller did wrong. DryRun is the pipeline's: an operation that
 * returns under DryRun is undone and answered with DryRunOperation.
 */
export type Operation<Input, Output> = (call: Call, input: Input) => Output;

/** The ordered list of what a service does; operations that are not in it answer AWS's error. */
// biome-ignore lint/suspicious/noExplicitAny: each operation has its own shapes; the pipeline only carries them.
export type OperationTable = Readonly<Record<string, Operation<any, object>>>;
