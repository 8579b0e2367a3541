/** Runs the namespace tests of the data plane's parts once more as an ordinary user in a user namespace. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { environment } from '../kernel/exec.ts';

const SUITES = [
  ...[
    'kernel/kernel',
    'kernel/judgement',
    'kernel/onPremises',
    'kernel/natGateway',
    'kernel/internet',
    'netns/namespaceSockets',
    'netns/enter',
  ],
  ...['dns/startDns', 'health/startHealth', 'instances/', 'internet/'],
];
const ORDINARY_USER = '65534';
const VITEST = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));

/** An ordinary user: this one, or with root somebody else, with a home directory of his own for temporary files. */
const become = process.getuid?.() === 0 ? ['setpriv', `--reuid=${ORDINARY_USER}`, '--clear-groups'] : [];
const inUserNamespace = [...become, 'unshare', '--user', '--map-root-user', '--mount', '--'];

const missing = whyNoUserNamespace();
if (missing) console.warn(`skipped: ${missing}`);

it.skipIf(missing)('everything works as an ordinary user in a user namespace', { timeout: 480_000 }, () => {
  const scratch = mkdtempSync(join(tmpdir(), 'postern-rootless-'));
  const script =
    'mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs "$1" && TMPDIR="$1" && export TMPDIR && shift && exec "$@"';
  const suites = SUITES.map((suite) => `src/dataplane/${suite}`);
  const vitest = [process.execPath, VITEST, 'run', '--configLoader=runner', '--no-cache', ...suites];
  const [file = '', ...args] = [...inUserNamespace, 'sh', '-c', script, 'sh', scratch, ...vitest];
  const run = spawnSync(file, args, { encoding: 'utf8', env: { ...environment(), NO_COLOR: '1' } });
  rmSync(scratch, { recursive: true });
  expect(run.stdout + run.stderr).not.toContain('skipped: network namespaces');
  expect(run.status, run.stdout + run.stderr).toBe(0);
});

function whyNoUserNamespace(): string | undefined {
  // A clone in root's home directory is out of reach for anyone else.
  const reads = "require('node:fs').readFileSync(process.argv[1])";
  const [file = '', ...args] = [...inUserNamespace, process.execPath, '-e', reads, VITEST];
  const run = spawnSync(file, args, { encoding: 'utf8' });
  if (run.status === 0) return undefined;
  const reason = /^Error: .*/m.exec(run.stderr)?.[0] ?? run.stderr;
  return `an ordinary user cannot do this here: ${reason}`;
}
