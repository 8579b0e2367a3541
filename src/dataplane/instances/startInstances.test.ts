/** User data and clean-up with real processes in a real namespace. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { namespaceBed, whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import { type InstanceRow, type PortRow, type ProgramRow, rowKey } from '../../program/rows.ts';
import { namespaceOf } from '../namespaces.ts';
import type { Part } from '../part.ts';
import { endProcesses } from './endProcesses.ts';
import { InstanceFiles } from './instanceFiles.ts';
import { type InstanceOptions, startInstances } from './startInstances.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const instance: InstanceRow = {
  kind: 'instance',
  id: 'i-1',
  vpcId: 'vpc-1',
  hostName: 'ip-10-0-0-5.ec2.internal',
  nameServers: ['10.0.0.2', '169.254.169.253'],
  searchDomain: 'ec2.internal',
};
const port: PortRow = {
  kind: 'port',
  id: 'eni-1',
  vpcId: 'vpc-1',
  instanceId: 'i-1',
  address: '10.0.0.5',
  prefixLength: 24,
  gateway: '10.0.0.1',
  macAddress: '02:00:00:00:00:01',
  groupIds: [],
};

function change(put: ProgramRow[], removed: ProgramRow[] = [], rows = put) {
  return { put, removed, rows: new Map(rows.map((row) => [rowKey(row), row])) };
}

describe.skipIf(missing)('instances', () => {
  const bed = namespaceBed();
  const installationId = bed.name('x').replace(/-x$/, '');
  let path: string;
  let dataDirectory: string;
  let part: Part;

  beforeAll(() => {
    path = bed.addNamed(namespaceOf(installationId, 'i-1'));
  });
  afterAll(() => bed.clear());

  beforeEach(() => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'postern-instances-'));
  });
  afterEach(async () => {
    await endProcesses(path, { graceMs: 100, killMs: 2000 });
    await part.close();
    rmSync(dataDirectory, { recursive: true });
  });

  const start = async (more: Partial<InstanceOptions> = {}) => {
    part = await startInstances({ installationId, dataDirectory, allowUserData: true, ...more });
    return part;
  };
  const fileOf = (name: string) => join(dataDirectory, 'agent', 'instances', 'i-1', name);
  const logText = () =>
    existsSync(fileOf('user-data.log')) ? readFileSync(fileOf('user-data.log'), 'utf8') : '';

  it('write the resolv.conf of an instance', async () => {
    await (await start()).apply(change([instance]));
    const text = readFileSync(new InstanceFiles(dataDirectory).resolvConf('i-1'), 'utf8');
    expect(text).toBe('nameserver 10.0.0.2\nnameserver 169.254.169.253\nsearch ec2.internal\n');
  });

  it('run user data inside, with its name servers and host name, once the port is there', async () => {
    const script = '#!/bin/sh\ncat /etc/resolv.conf\nuname -n\nip -o link | wc -l\n';
    const row = { ...instance, userData: script };
    await (await start()).apply(change([row]));
    expect(existsSync(fileOf('user-data.started'))).toBe(false);
    await part.apply(change([port], [], [row, port]));
    const expected = `${readFileSync(fileOf('resolv.conf'), 'utf8')}ip-10-0-0-5.ec2.internal\n1\n`;
    await expect.poll(logText).toBe(expected);
  });

  it('run user data once, also over restarts of the agent', async () => {
    const row = { ...instance, userData: '#!/bin/sh\necho ran\n' };
    await (await start()).apply(change([row, port]));
    await expect.poll(logText).toBe('ran\n');
    await part.close();
    await (await start()).apply(change([row, port]));
    await part.apply(change([row, port]));
    await endProcesses(path);
    expect(logText()).toBe('ran\n');
  });

  it('run user data again in a namespace made anew, where nothing runs any more', async () => {
    const again = { ...instance, id: 'i-3', userData: '#!/bin/sh\necho ran\n' };
    const rows = [again, { ...port, instanceId: 'i-3' }];
    const log = join(dataDirectory, 'agent', 'instances', 'i-3', 'user-data.log');
    const logged = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
    for (const expected of ['ran\n', 'ran\nran\n']) {
      bed.addNamed(namespaceOf(installationId, 'i-3'));
      await (await start()).apply(change(rows));
      await expect.poll(logged).toBe(expected);
      await part.close();
      bed.removeOne(namespaceOf(installationId, 'i-3'));
    }
  });

  it('run user data later where the namespace comes late', async () => {
    const late = { ...instance, id: 'i-2', userData: '#!/bin/sh\necho late\n' };
    await (await start()).apply(change([late, { ...port, instanceId: 'i-2' }]));
    const latePath = bed.addNamed(namespaceOf(installationId, 'i-2'));
    const log = join(dataDirectory, 'agent', 'instances', 'i-2', 'user-data.log');
    await expect.poll(() => existsSync(log) && readFileSync(log, 'utf8'), { timeout: 10_000 }).toBe('late\n');
    await endProcesses(latePath);
  });

  it('run nothing where the operator does not allow it, nor text that is no script', async () => {
    await (await start({ allowUserData: false })).apply(
      change([{ ...instance, userData: '#!/bin/sh\n' }, port]),
    );
    await part.close();
    await (await start()).apply(change([{ ...instance, userData: 'echo cloud-config' }, port]));
    expect(existsSync(fileOf('user-data'))).toBe(false);
  });

  it('end what runs inside and remove the files with the row', async () => {
    const row = { ...instance, userData: "#!/bin/sh\ntrap '' TERM\necho up\nwhile :; do sleep 1; done\n" };
    await (await start()).apply(change([row, port]));
    await expect.poll(logText).toBe('up\n');
    await part.apply(change([], [row, port], []));
    expect(existsSync(fileOf(''))).toBe(false);
    expect(await endProcesses(path, { graceMs: 0, killMs: 0 })).toBe(true);
  });

  it('tell what user data prints', async () => {
    const told: string[] = [];
    const row = { ...instance, userData: '#!/bin/sh\necho up\n' };
    await (await start({ onOutput: ({ text }) => told.push(text) })).apply(change([row, port]));
    await expect.poll(() => told, { timeout: 10_000 }).toEqual(['up\n']);
  });

  it('leave the running script alone when the agent closes', async () => {
    const row = { ...instance, userData: '#!/bin/sh\necho up\nexec sleep 600\n' };
    await (await start()).apply(change([row, port]));
    await expect.poll(logText).toBe('up\n');
    await part.close();
    expect(await endProcesses(path, { graceMs: -1, killMs: -1 })).toBe(false);
  });

  it('keep the files of an instance whose rows have not come yet', async () => {
    await (await start()).apply(change([instance]));
    await part.close();
    await (await start()).apply(change([], [], []));
    expect(existsSync(fileOf('resolv.conf'))).toBe(true);
  });

  it('end every process of a namespace and no other', async () => {
    await start();
    const other = spawn('sleep', ['600']);
    const inside = spawn('nsenter', [`--net=${path}`, 'sleep', '600']);
    await expect.poll(() => statSync(`/proc/${inside.pid}/ns/net`).ino).toBe(statSync(path).ino);
    const exited = once(inside, 'exit');
    expect(await endProcesses(path)).toBe(true);
    expect(await exited).toEqual([null, 'SIGTERM']);
    expect(other.exitCode).toBe(null);
    other.kill();
  });

  it('find nothing to end in a namespace that is gone', async () => {
    await start();
    expect(await endProcesses('/run/netns/no-such')).toBe(true);
  });
});
