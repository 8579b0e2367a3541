/** The promises of the command line, kept by the built program. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { POSTERN } from '../../src/cli/tour/daemonProcess.ts';
import { type Machine, makeGroup, makeNetwork, partyOf, runInstance } from '../../src/cli/tour/party.ts';
import { webServer } from '../../src/cli/tour/provider.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

describe.skipIf(missing)('with an instance that serves', () => {
  const bed = new DaemonBed();
  let server: Machine;

  beforeAll(async () => {
    await bed.start();
    const party = partyOf('111122223333', bed.endpoint);
    const network = await makeNetwork(party, '10.0.0.0/16');
    const groupId = await makeGroup(party, network, 'web', 8080);
    server = await runInstance(party, network, '10.0.0.10', {
      name: 'web',
      groupId,
      userData: webServer('hi'),
    });
  });
  afterAll(() => bed.clear());

  test("exec gives the command's output and status, by id and by Name tag", () => {
    expect(bed.postern('exec', server.instanceId, '--', 'echo', '-n', '$HOME')).toMatchObject({
      status: 0,
      stdout: '$HOME',
    });
    expect(bed.postern('exec', 'web', '--', 'sh', '-c', 'exit 7').status).toBe(7);
    const links = JSON.parse(bed.postern('exec', 'web', 'ip', '-json', 'link').stdout);
    expect(links.map(({ ifname }: { ifname: string }) => ifname)).toEqual(['lo', 'eth0']);
  });

  test('exec passes signals on, and dies as the command does', async () => {
    const argv = [POSTERN, 'exec', '--data', bed.data, 'web', '--', 'sh', '-c'];
    const child = spawn(process.execPath, [
      ...argv,
      "trap 'exit 9' TERM; echo up; while :; do sleep 0.05; done",
    ]);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(9);
  });

  test('exec into nothing is one sentence', () => {
    expect(bed.postern('exec', 'nobody', '--', 'true')).toMatchObject({
      status: 1,
      stderr: 'There is no instance nobody.\n',
    });
  });

  test('forward carries requests of this host into the VPC', async () => {
    const argv = [POSTERN, 'forward', '--data', bed.data, 'web', '0:10.0.0.10:8080'];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    const port = /127\.0\.0\.1:(\d+)/.exec(String(line))?.[1];
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).json()).toMatchObject({ greeting: 'hi' });
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  test('get prints tables for people and JSON for programs', () => {
    const table = bed.postern('get', 'instances').stdout.split('\n');
    expect(table[0]).toMatch(/^ID +NAME +ACCOUNT +STATE +ADDRESS +VPC +SUBNET$/);
    expect(table[1]).toContain('10.0.0.10');
    expect(JSON.parse(bed.postern('get', 'instances', 'web', '--json').stdout).id).toBe(server.instanceId);
    expect(bed.postern('get', 'dragons')).toMatchObject({ status: 1, stdout: '' });
  });

  test('health is told to everyone who asks, in the way of LocalStack too', async () => {
    for (const path of ['/_postern/health', '/_localstack/health']) {
      expect(await (await fetch(bed.endpoint + path)).json()).toMatchObject({
        status: 'ok',
        dataPlane: 'connected',
        services: { ec2: 'running', elbv2: 'running', iam: 'running', sts: 'running' },
      });
    }
  });
});

describe.skipIf(missing)('strict authentication', () => {
  const bed = new DaemonBed();
  beforeAll(async () => {
    await bed.start('--auth', 'strict');
  });
  afterAll(() => bed.clear());

  const identity = (accessKeyId: string, secretAccessKey: string) =>
    new sts.STSClient({
      endpoint: bed.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
    }).send(new sts.GetCallerIdentityCommand({}));

  test('the key that was made works, another secret and another key do not', async () => {
    const [key] = JSON.parse(readFileSync(join(bed.data, 'credentials.json'), 'utf8'));
    expect((await identity(key.accessKeyId, key.secretAccessKey)).Account).toBe('000000000000');
    await expect(identity(key.accessKeyId, 'wrong')).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(identity('111122223333', 'any')).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  test("the operator's view asks for the token, which the command line finds", async () => {
    expect((await fetch(`${bed.endpoint}/_postern/resources/vpcs`)).status).toBe(403);
    expect(bed.postern('get', 'vpcs').status).toBe(0);
  });
});

test('an address that others reach needs strict authentication', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [POSTERN, 'up', '--host', '0.0.0.0', '--port', '0'],
    {
      encoding: 'utf8',
      env: { ...process.env, POSTERN_DATA: join(tmpdir(), 'postern-never-made') },
    },
  );
  expect(status).toBe(1);
  expect(stderr).toMatch(/^With --auth any, .* Add --auth strict, or listen on 127\.0\.0\.1\.\n$/);
});

test.each([
  [['--quota', 'vpcs=7'], {}, /^There is no quota vpcs\. Those that can be changed: vpcsPerRegion, /],
  [['--quota', 'vpcsPerRegion'], {}, /Give name=number\./],
  [[], { POSTERN_QUOTAS: 'vpcsPerRegion:7' }, /^POSTERN_QUOTAS is 'vpcsPerRegion:7': give name=number, /],
])('up refuses quotas that it does not understand: %j %j', (options, env, words) => {
  const data = mkdtempSync(join(tmpdir(), 'postern-quotas-'));
  const { status, stderr } = spawnSync(
    process.execPath,
    [POSTERN, 'up', '--port', '0', '--data', data, ...options],
    { encoding: 'utf8', env: { ...process.env, ...env } },
  );
  rmSync(data, { recursive: true });
  expect(status).toBe(1);
  expect(stderr).toMatch(words);
});

test('down where nothing has run has nothing to do', () => {
  const { status, stdout } = spawnSync(process.execPath, [POSTERN, 'down', '--data', '/nonexistent'], {
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([0, 'Nothing to remove: no Postern has run on /nonexistent.\n']);
});

describe.skipIf(missing)('the tour', () => {
  const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('postern-tour-')).length;
  const start = () => spawn(process.execPath, [POSTERN, 'tour'], { stdio: ['ignore', 'pipe', 'pipe'] });

  test('observes everything and ends with nothing left', async () => {
    const child = start();
    let text = '';
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk) => {
        text += chunk;
      });
    const [status] = await once(child, 'close');
    expect(text).toContain('0 are left');
    expect(status).toBe(0);
    expect(text).not.toContain('\u001b[');
  }, 120_000);

  test('ends by Ctrl-C in the middle with nothing left', async () => {
    const before = leftovers();
    const child = start();
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('2. The provider') && !child.killed) child.kill('SIGINT');
    });
    const [status] = await once(child, 'close');
    expect(status).toBe(130);
    expect(text).toContain('0 are left');
    expect(leftovers()).toBeLessThanOrEqual(before);
  }, 60_000);
});
