/** The holder on a host as systemd has it: /etc/resolv.conf is a link into /run. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const BUILT = new URL('../../dist/dataplane/', import.meta.url);
const scratch = mkdtempSync(join(tmpdir(), 'postern-holder-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const missing = whyNoUserNamespace();
if (missing) console.warn(`skipped: ${missing}`);

/** A host within this one, whose /run and /etc are its own. */
const HOST = `
mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/resolve /run/netns/of-the-host
echo 'nameserver 10.1.1.1' > /run/systemd/resolve/stub-resolv.conf
mount -t tmpfs tmpfs /etc && ln -s ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
ln -s systemd /run/linked && echo plain > /run/file
exec "$@"`;

/** Prints what a command inside the holder prints. */
const SCRIPT = `
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { endHolder, ensureHolder, enterHolder, findHolder } from '${BUILT}holder.js';
const directory = process.argv[2];
const pid = await ensureHolder(directory);
const inside = (...command) => {
  const [file, ...argv] = [...enterHolder(pid), ...command];
  console.log(execFileSync(file, argv, { encoding: 'utf8' }).trim());
};
try {
  inside('cat', '/etc/resolv.conf');
  writeFileSync('/etc/resolv.conf', 'nameserver 10.2.2.2\\n');
  inside('cat', '/etc/resolv.conf', '/run/file', '/run/linked/resolve/stub-resolv.conf');
  inside('ls', '/run/netns', directory);
  console.log(findHolder(directory) === pid);
} finally {
  endHolder(directory);
}
console.log(findHolder(directory) ?? 'gone');`;

it.skipIf(missing)("shows the host's /run as it is at any time, but for network namespaces", () => {
  const script = join(scratch, 'script.mjs');
  writeFileSync(script, SCRIPT);
  const agent = join(scratch, 'agent');
  const host = ['--user', '--map-root-user', '--mount', '--', 'sh', '-c', HOST, 'sh'];
  const { stdout, stderr } = spawnSync('unshare', [...host, process.execPath, script, agent], {
    encoding: 'utf8',
  });
  expect(stdout.split('\n').filter(Boolean), stderr).toEqual([
    'nameserver 10.1.1.1',
    ...['nameserver 10.2.2.2', 'plain', 'nameserver 10.2.2.2'],
    ...['/run/netns:', `${agent}:`, 'holder.json'],
    ...['true', 'gone'],
  ]);
});

function whyNoUserNamespace(): string | undefined {
  const { status, stderr } = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'true'], {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : `user namespaces cannot be made here: ${stderr}`;
}
