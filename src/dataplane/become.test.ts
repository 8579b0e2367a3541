import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const BUILT = fileURLToPath(new URL('../../dist/dataplane/become.js', import.meta.url));

/** A Node process that becomes `command`. */
function becoming(command: readonly string[]): {
  pid: number;
  stdout: string;
  stderr: string;
  status: number | null;
} {
  const script = `import { become } from ${JSON.stringify(BUILT)};\nbecome(${JSON.stringify(command)});`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    input: 'typed',
  });
}

it('the program has the pid, the standard streams and the status of the process it replaces', () => {
  const { pid, stdout, stderr, status } = becoming(['sh', '-c', 'echo $$; cat; echo wrong >&2; exit 7']);
  expect({ stdout, stderr, status }).toEqual({ stdout: `${pid}\ntyped`, stderr: 'wrong\n', status: 7 });
});

it('a program that is not there is an error with its name', () => {
  expect(becoming(['/no/such/program']).stderr).toContain('/no/such/program cannot be started');
});
