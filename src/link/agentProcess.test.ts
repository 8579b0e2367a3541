import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AgentProcess } from './agentProcess.ts';

let directory: string;
let keeper: AgentProcess | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'postern-agent-'));
});
afterEach(() => {
  keeper?.release();
  for (const pid of startedPids()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  rmSync(directory, { recursive: true, force: true });
});

test('an agent is started where none connects, and another after it has died', async () => {
  keep('setInterval(() => {}, 1000)', () => false);
  await expect.poll(startedPids, { timeout: 5000 }).toHaveLength(1);
  process.kill(startedPids()[0] as number, 'SIGKILL');
  await expect.poll(startedPids, { timeout: 5000 }).toHaveLength(2);
});

test('none is started while one is connected', async () => {
  let looks = 0;
  keep('', () => {
    looks += 1;
    return true;
  });
  await expect.poll(() => looks, { timeout: 5000 }).toBeGreaterThan(8);
  expect(startedPids()).toEqual([]);
});

test('what an agent printed that could not work is told', async () => {
  const failures: string[] = [];
  keep('console.error("nft is missing"); process.exit(1)', () => false, failures);
  await expect.poll(() => failures[0], { timeout: 5000 }).toBe('nft is missing');
});

test('after release no more are started', async () => {
  keep('process.exit(1)', () => false);
  await expect.poll(() => startedPids().length, { timeout: 5000 }).toBeGreaterThan(0);
  keeper?.release();
  const before = startedPids().length;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(startedPids()).toHaveLength(before);
});

function keep(body: string, isConnected: () => boolean, failures: string[] = []): void {
  const note = `require('node:fs').appendFileSync('pids', process.pid + '\\n');`;
  keeper = new AgentProcess({
    command: [process.execPath, '-e', note + body],
    logFile: join(directory, 'agent.log'),
    isConnected,
    onFailure: (message) => failures.push(message),
  });
}

function startedPids(): number[] {
  const file = join(directory, 'pids');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split('\n').map(Number);
}
