import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seededRandom } from '../base/random.ts';
import { defaultDataPath, openDataDirectory, readDaemon, readInstallationId } from './dataDirectory.ts';

let parent: string;
let path: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'postern-data-'));
  path = join(parent, 'new', 'directory');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const open = (seed = 1) => openDataDirectory(path, seededRandom(seed));

test('a new directory is private and keeps its installation id', () => {
  const first = open(1);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(first.installationId).toMatch(/^[0-9a-f]{6}$/);
  first.release();
  expect(open(2).installationId).toBe(first.installationId);
  expect(readInstallationId(path)).toBe(first.installationId);
});

test('a second daemon on the directory is refused, with the place of the first', () => {
  const first = open();
  first.announce('http://127.0.0.1:4567');
  expect(() => open()).toThrow(
    `Another Postern already runs on ${path} (process ${process.pid}, serving at http://127.0.0.1:4567).`,
  );
  first.release();
  open().release();
});

test('a daemon that was killed leaves no lock and no announcement behind', async () => {
  const holder = `
    import { openDataDirectory } from '${new URL('../../dist/state/dataDirectory.js', import.meta.url)}';
    import { systemRandom } from '${new URL('../../dist/base/random.js', import.meta.url)}';
    openDataDirectory(process.argv[1], systemRandom).announce('http://127.0.0.1:1');
    process.stdout.write('held');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', holder, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(readDaemon(path)?.process.pid).toBe(child.pid);
  expect(() => open()).toThrow(`process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readDaemon(path)).toBeUndefined();
  open().release();
});

test('a directory that cannot be made is refused in one sentence', () => {
  writeFileSync(join(parent, 'new'), '');
  expect(() => open()).toThrow(/^Cannot use .* as data directory \(.*\)\. Choose another with --data DIR\.$/);
});

test('a damaged installation id is refused, not replaced', () => {
  open().release();
  writeFileSync(join(path, 'installation'), '../../etc');
  expect(() => open()).toThrow('is damaged');
});

test('the default directory follows POSTERN_DATA, then root, then the XDG base directory', () => {
  expect(defaultDataPath({ POSTERN_DATA: '/a' }, true)).toBe('/a');
  expect(defaultDataPath({ XDG_DATA_HOME: '/b' }, true)).toBe('/var/lib/postern');
  expect(defaultDataPath({ XDG_DATA_HOME: '/b' }, false)).toBe('/b/postern');
  expect(defaultDataPath({}, false)).toBe(join(homedir(), '.local/share/postern'));
});
