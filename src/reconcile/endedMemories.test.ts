/** What is forgotten, and when. */
import { expect, test } from 'vitest';
import { stateOf } from '../../test/support/stateOf.ts';
import { seededRandom } from '../base/random.ts';
import type { State } from '../state/state.ts';
import { reconcile } from './reconcile.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const hour = (count: number) => new Date(START + count * 3_600_000);

function remember(state: State, id: string, hours: number): void {
  const row = { id, accountId: '111122223333', createdAt: hour(hours).toISOString(), tags: {} };
  state.transact((tx) => {
    const token = { fingerprint: id, resourceIds: [] };
    tx.clientTokens.put({ ...row, region: 'us-east-1', spec: token });
    const spec = { secretAccessKey: 's', sessionToken: 't', principalArn: 'arn', principalId: id };
    tx.sessions.put({ ...row, spec: { ...spec, expiresAt: hour(hours + 1).toISOString() } });
  });
}

function runAt(state: State, hours: number): Date | undefined {
  return state.transact((tx) => reconcile(tx, { now: hour(hours), random: seededRandom(1) }));
}

const ids = (rows: Iterable<{ id: string }>) => Array.from(rows, ({ id }) => id);

test('client tokens are kept for a day, sessions for two, and it wakes in time for each', async () => {
  const state = await stateOf([]);
  remember(state, 'a', 0);
  remember(state, 'b', 10);
  const { clientTokens, sessions } = state.snapshot;
  expect(runAt(state, 23)).toEqual(hour(24));
  expect(ids(clientTokens.all())).toEqual(['a', 'b']);
  expect(runAt(state, 24)).toEqual(hour(34));
  expect(ids(clientTokens.all())).toEqual(['b']);
  expect(runAt(state, 40)).toEqual(hour(48));
  expect(ids(sessions.all())).toEqual(['a', 'b']);
  expect(runAt(state, 48)).toEqual(hour(58));
  expect(ids(sessions.all())).toEqual(['b']);
  expect(runAt(state, 1000)).toBeUndefined();
  expect([clientTokens.size, sessions.size]).toEqual([0, 0]);
});
