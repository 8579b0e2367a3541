#!/usr/bin/env node
/**
 * `npm test`: host tools, build, every test, and as the last line `N passed, N failed, N skipped`.
 * Arguments go to vitest (`npm test -- src/state`).
 *
 * Tests keep their files in a directory of this run. What one left there that failed or was interrupted,
 * daemons and networks included, goes at the end.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const isRoot = process.getuid?.() === 0;

async function main() {
  const tools = run(process.execPath, ['scripts/hostTools.mjs']);
  if (tools !== 0 && isRoot) process.exit(tools);
  if (tools !== 0) console.error('Going on without: the tests that need them are skipped.');
  const built = run('npm', ['run', '--silent', 'build']);
  if (built !== 0) process.exit(built);
  const folder = mkdtempSync(join(tmpdir(), 'postern-test-'));
  // Tests of root start processes of somebody else, who has to find their files.
  chmodSync(folder, 0o711);
  try {
    process.exitCode = await test(folder);
  } finally {
    clearAway(folder);
  }
}

async function test(folder) {
  const reportFile = join(folder, 'report.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const status = await runOn([vitest, 'run', ...reporters, ...process.argv.slice(2)], { TMPDIR: folder });
  const totals = countTests(reportFile);
  for (const name of totals.skippedNames) console.log(`skipped: ${name}`);
  console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  return status || (totals.failed > 0 ? 1 : 0);
}

/** Suites that failed before their tests began count as one failure each. */
function countTests(reportFile) {
  const report = readReport(reportFile);
  const brokenSuites = report.testResults.filter(
    (suite) => suite.status === 'failed' && !suite.assertionResults.some(({ status }) => status === 'failed'),
  );
  const tests = report.testResults.flatMap((suite) => suite.assertionResults);
  const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
  const skipped = tests.filter(({ status }) => !['passed', 'failed'].includes(status));
  return {
    passed: count('passed'),
    failed: count('failed') + brokenSuites.length,
    skipped: skipped.length,
    skippedNames: skipped.map(({ fullName }) => fullName),
  };
}

function readReport(reportFile) {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return { testResults: [{ status: 'failed', assertionResults: [] }] };
  }
}

/** Every directory in which a Postern has run is taken down before it goes. */
function clearAway(folder) {
  for (const name of readdirSync(folder)) {
    const data = join(folder, name);
    if (!existsSync(join(data, 'installation'))) continue;
    console.error(`A test left ${name} behind; it is taken down.`);
    run(process.execPath, ['dist/cli/main.js', 'down', '--data', data]);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Runs a Node program with our output to its end, also where we are told to end: it ends first. */
async function runOn(argv, environment) {
  const child = spawn(process.execPath, argv, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  // A terminal's Ctrl-C reaches the child by itself.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [status] = await once(child, 'exit');
  return status ?? 1;
}

/** Runs a program with our output; its exit status. */
function run(program, argv) {
  const { status, error } = spawnSync(program, argv, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) console.error(`${program}: ${error.message}`);
  return status ?? 1;
}

await main();
