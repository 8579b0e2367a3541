import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { soon } from './soon.ts';

it('does once what was asked for many times', async () => {
  const work = vi.fn();
  const { ask } = soon(work);
  ask();
  ask();
  expect(work).not.toHaveBeenCalled();
  await nextTurn();
  expect(work).toHaveBeenCalledTimes(1);
  ask();
  await nextTurn();
  expect(work).toHaveBeenCalledTimes(2);
});

it('rests after long work, and then does what was asked for meanwhile', () => {
  vi.useFakeTimers();
  try {
    const work = vi.fn(() => vi.advanceTimersByTime(20));
    const { ask } = soon(work);
    ask();
    vi.advanceTimersByTime(0);
    expect(work).toHaveBeenCalledTimes(1);
    ask();
    vi.advanceTimersByTime(179);
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(work).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

it('does nothing that was taken back', async () => {
  const work = vi.fn();
  const { ask, cancel } = soon(work);
  ask();
  cancel();
  await nextTurn();
  expect(work).not.toHaveBeenCalled();
});
