/** Commands inside an instance, run for real. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namespaceBed, whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import { namespacePath } from '../namespaces.ts';
import { type Entry, enterCommand } from './enter.ts';

const directory = mkdtempSync(join(tmpdir(), 'postern-enter-'));
const resolvConf = join(directory, 'resolv.conf');
const content = 'nameserver 10.0.0.2\nsearch ec2.internal\n';
writeFileSync(resolvConf, content);
afterAll(() => rmSync(directory, { recursive: true }));

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

describe.skipIf(missing)('a command inside an instance', () => {
  const bed = namespaceBed();
  let path: string;
  beforeAll(() => {
    path = bed.add('instance');
  });
  afterAll(() => bed.clear());
  behavesInside(() => ({ namespacePath: path, resolvConf }));

  it('cannot reach the caches of the host over their sockets', () => {
    const command = ['sh', '-c', 'test -S /run/nscd/socket; echo $?'];
    const argv = enterCommand({ namespacePath: path, resolvConf, command });
    const ownRun =
      'mount -t tmpfs tmpfs /mnt && mkdir /mnt/netns /mnt/nscd && mount --rbind /run/netns /mnt/netns && mount -n --move /mnt /run';
    const listen = `require('node:net').createServer().listen('/run/nscd/socket', () => {
      const run = require('node:child_process').spawnSync(process.argv[1], process.argv.slice(2), { encoding: 'utf8' });
      process.stdout.write(run.stdout + run.stderr, () => process.exit());
    })`;
    const script = `${ownRun} && exec "$@"`;
    const all = ['sh', '-c', script, 'sh', process.execPath, '-e', listen, ...argv];
    const run = spawnSync('unshare', ['--mount', '--', ...all], { encoding: 'utf8' });
    expect(run.stdout + run.stderr).toBe('1\n');
  });

  it('sees its resolv.conf also where the host has none, and leaves the host without', () => {
    const argv = enterCommand({ namespacePath: path, resolvConf, command: ['cat', '/etc/resolv.conf'] });
    const script =
      'mount -t tmpfs tmpfs /etc && ln -s /run/nowhere/resolv.conf /etc/resolv.conf && "$@" && ls /etc/';
    const run = spawnSync('unshare', ['--mount', '--', 'sh', '-c', script, 'sh', ...argv], {
      encoding: 'utf8',
    });
    expect(run.stdout + run.stderr).toBe(`${content}resolv.conf\n`);
  });
});

const withoutUserNamespace = whyNoUserNamespace();
if (withoutUserNamespace) console.warn(`skipped: ${withoutUserNamespace}`);

describe.skipIf(withoutUserNamespace)('a command inside an instance of an agent without root', () => {
  let holder: ChildProcess;
  beforeAll(async () => {
    const script = 'mount -t tmpfs tmpfs /run && ip netns add held && echo ready && exec sleep 600';
    holder = spawn('unshare', [...USER_NAMESPACE, 'unshare', '--net', 'sh', '-c', script]);
    if (holder.stdout) await once(holder.stdout, 'data');
  });
  afterAll(() => holder.kill());
  behavesInside(() => ({ namespacePath: namespacePath('held'), resolvConf, holderPid: holder.pid }));
});

const USER_NAMESPACE = ['--user', '--map-root-user', '--mount', '--'];

function whyNoUserNamespace(): string | undefined {
  const run = spawnSync('unshare', ['--user', '--map-root-user', '--mount', '--', 'true'], {
    encoding: 'utf8',
  });
  return run.status === 0 ? undefined : `user namespaces cannot be made here: ${run.stderr}`;
}

function behavesInside(where: () => Omit<Entry, 'command'>): void {
  const inside = (command: string[], more: Partial<Entry> = {}, input = '') => {
    const [file = '', ...args] = enterCommand({ ...where(), ...more, command });
    return spawnSync(file, args, { encoding: 'utf8', input });
  };

  it('sees the instance and its resolv.conf, while the host keeps its own', () => {
    const before = readFileSync('/etc/resolv.conf', 'utf8');
    expect(inside(['cat', '/etc/resolv.conf']).stdout).toBe(content);
    const links = JSON.parse(inside(['ip', '-json', 'link']).stdout).map(
      (link: { ifname: string }) => link.ifname,
    );
    expect(links).toEqual(['lo']);
    expect(readFileSync('/etc/resolv.conf', 'utf8')).toBe(before);
  });

  it('gets its arguments and its input untouched', () => {
    const odd = ['$(id)', '"; exit 3', '', '*', 'a b'];
    expect(inside(['printf', '[%s]', ...odd]).stdout).toBe(odd.map((text) => `[${text}]`).join(''));
    expect(inside(['cat'], {}, 'typed').stdout).toBe('typed');
  });

  it('gives its exit status', () => {
    expect(inside(['sh', '-c', 'exit 7']).status).toBe(7);
    expect(inside(['/no/such/command']).status).toBe(127);
  });

  it('starts in the working directory and with the host name it was given', () => {
    expect(inside(['pwd'], { workingDirectory: directory }).stdout).toBe(`${directory}\n`);
    expect(inside(['pwd'], { workingDirectory: '/no/such' }).stdout).toBe('/\n');
    expect(inside(['uname', '-n'], { hostName: 'ip-10-0-0-5.ec2.internal' }).stdout).toBe(
      'ip-10-0-0-5.ec2.internal\n',
    );
  });

  it('is the process that was started: a signal reaches it and ends it', async () => {
    const script = "trap 'echo caught; exit 9' TERM; echo $$; while :; do sleep 0.05; done";
    const [file = '', ...args] = enterCommand({ ...where(), command: ['sh', '-c', script] });
    const child = spawn(file, args);
    const [first] = await once(child.stdout, 'data');
    expect(Number(first)).toBe(child.pid);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([9, null]);
  });
}
