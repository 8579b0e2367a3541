/** One random call and what must hold of it: an answer, or an AWS error that says something and changes nothing. */
import { expect } from 'vitest';
import { AwsError } from '../../src/base/awsError.ts';
import type { Row } from '../../src/state/table.ts';
import type { Snapshot } from '../../src/state/tables.ts';

/**
 * @param call runs the operation and writes its answer down; what it throws is the refusal
 * @param what shown when it throws anything but an AWS error
 */
export function answeredOrRefused(
  snapshot: Snapshot,
  what: string,
  call: () => void,
): 'answered' | 'refused' {
  const before = everything(snapshot);
  try {
    call();
    return 'answered';
  } catch (error) {
    if (!(error instanceof AwsError)) throw new Error(what, { cause: error });
    expect(error.message).not.toMatch(/undefined|\[object/);
    const after = everything(snapshot);
    expect(after.every((row, at) => row === before[at]) && after.length === before.length).toBe(true);
    return 'refused';
  }
}

/** Every row of every table. */
export function everything(snapshot: Snapshot): Row[] {
  return Object.values(snapshot).flatMap((table) => [...table.all()]);
}
