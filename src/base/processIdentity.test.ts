import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isRunning, processOf, signalProcess, thisProcess } from './processIdentity.ts';

test('this process runs, and another start time under its number does not', () => {
  const self = thisProcess();
  expect(isRunning(self)).toBe(true);
  expect(isRunning({ ...self, startTime: `${self.startTime}0` })).toBe(false);
});

test('a process that has ended does not run and gets no signal', async () => {
  const child = spawn('sleep', ['60']);
  const identity = processOf(child.pid as number);
  expect(identity && isRunning(identity)).toBe(true);
  expect(identity && signalProcess(identity, 'SIGKILL')).toBe(true);
  await once(child, 'exit');
  expect(identity && signalProcess(identity, 'SIGKILL')).toBe(false);
});

test('no process has number 0', () => {
  expect(processOf(0)).toBeUndefined();
});
