import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const BUILT = new URL('../../../dist/dataplane/kernel/exec.js', import.meta.url);

it('a program that is not there fails with its name, and keeps nobody waiting', () => {
  const script = `import { attempt } from '${BUILT}';\nconsole.log((await attempt(['no-such-program'])).stderr);`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  // EACCES where the path has a folder that this user may not look into.
  expect(run.stdout).toMatch(/^spawn no-such-program (ENOENT|EACCES)\n$/);
  expect(run.status).toBe(0);
});
