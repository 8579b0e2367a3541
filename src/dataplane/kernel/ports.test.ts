/** Instances with several interfaces and addresses, seen from inside the namespaces. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/agentBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import { byKey, groupRow, instanceRow, portRow, vpcRow } from '../../../test/support/twoVpcs.ts';
import { admissible } from '../../program/check.ts';
import type { PortRow, ProgramRow } from '../../program/rows.ts';
import { namespaceOf, namespacePath } from '../namespaces.ts';
import { environment } from './exec.ts';
import { Kernel } from './kernel.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const VPC = 'vpc-0ddddddddddddddd1';
const OPEN = 'sg-0ddddddddddddddd1';
const CLOSED = 'sg-0ddddddddddddddd2';
const SERVER = 'i-0ddddddddddddddd1';
const CLIENT = 'i-0ddddddddddddddd2';
const PORT = 80;

const primary = portRow('eni-0d10000000000000', VPC, SERVER, '10.0.0.10', OPEN);
const second: PortRow = {
  ...portRow('eni-0d11000000000000', VPC, SERVER, '10.0.0.11', OPEN),
  deviceIndex: 1,
};
const client = portRow('eni-0d20000000000000', VPC, CLIENT, '10.0.0.20', OPEN);
const REST: readonly ProgramRow[] = [
  vpcRow(VPC, '240.0.64.0/18'),
  groupRow(VPC, OPEN, { cidr: '10.0.0.0/16' }),
  { ...groupRow(VPC, CLOSED, { cidr: '10.0.0.0/16' }), ingress: [] },
  instanceRow(SERVER, VPC),
  instanceRow(CLIENT, VPC),
  client,
];

describe.skipIf(missing)('ports', () => {
  const id = `p${randomBytes(3).toString('hex')}`;
  const children = new Set<ChildProcess>();
  let kernel = new Kernel({ installationId: id });

  const apply = async (...rows: readonly ProgramRow[]) => {
    const { rows: sound, violations } = admissible(byKey([...REST, ...rows]));
    expect(violations).toEqual([]);
    expect((await kernel.apply(sound, new Map())).failed).toEqual([]);
  };
  const inside = (namespace: string, ...command: string[]) =>
    execFileSync('nsenter', [`--net=${namespacePath(namespaceOf(id, namespace))}`, ...command], {
      encoding: 'utf8',
      env: environment(),
    });
  const start = (namespace: string, source: string) => {
    const enter = [`--net=${namespacePath(namespaceOf(id, namespace))}`, process.execPath, '-e', source];
    const child = spawn('nsenter', enter, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.add(child);
    const printed = { text: '' };
    child.stdout.on('data', (chunk) => {
      printed.text += chunk;
    });
    return printed;
  };
  const serve = async () => {
    const server = start(
      SERVER,
      `require('net').createServer((s) => { s.on('error', () => {}); s.end(s.localAddress.replace('::ffff:', '') + '\\n'); })
         .listen(${PORT}, () => console.log('up'));`,
    );
    await eventually(() => /up/.test(server.text), 'the server is up');
  };
  /** What the server says of the address that it was asked at. */
  const ask = async (address: string, from = CLIENT, localAddress?: string) => {
    const options = JSON.stringify({ host: address, port: PORT, timeout: 700, localAddress });
    const asked = start(
      from,
      `const s = require('net').connect(${options});
       s.on('data', (d) => { console.log(String(d).trim()); process.exit(); });
       s.on('error', (e) => { console.log(e.code); process.exit(); });
       s.on('timeout', () => { console.log('silence'); process.exit(); });`,
    );
    await eventually(() => /\n/.test(asked.text), `${address} answers or not`);
    return asked.text.trim();
  };

  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  afterAll(() => kernel.removeAll());

  it('of one instance are eth0 and eth1, and each answers by itself', async () => {
    await apply(primary, second);
    expect(inside(SERVER, 'ip', '-brief', 'address', 'show', 'eth1')).toContain('10.0.0.11/24');
    await serve();
    expect(await ask('10.0.0.10')).toBe('10.0.0.10');
    expect(await ask('10.0.0.11')).toBe('10.0.0.11');
  });

  it('are judged each by its own groups', async () => {
    await apply(primary, { ...second, groupIds: [CLOSED] });
    await serve();
    expect(await ask('10.0.0.10')).toBe('10.0.0.10');
    expect(await ask('10.0.0.11')).toBe('silence');
  });

  it('may come off again, and another takes the same place', async () => {
    await apply(primary, second);
    await apply(primary);
    expect(inside(SERVER, 'ip', '-brief', 'link')).not.toContain('eth1');
    expect(inside(SERVER, 'ip', 'rule')).not.toContain('10.0.0.11');
    await apply(primary, { ...second, id: 'eni-0d12000000000000', macAddress: '02:00:00:00:01:12' });
    await serve();
    expect(await ask('10.0.0.11')).toBe('10.0.0.11');
  });

  it('move from one instance to another', async () => {
    await apply(primary, second);
    await apply(primary);
    await apply(primary, { ...second, instanceId: CLIENT });
    expect(inside(CLIENT, 'ip', '-brief', 'address', 'show', 'eth1')).toContain('10.0.0.11/24');
  });

  it('answer at secondary addresses, may send under them, and no longer once these are gone', async () => {
    const several = { ...primary, secondaryAddresses: ['10.0.0.30', '10.0.0.31'] };
    await apply(several);
    await serve();
    expect(await ask('10.0.0.31')).toBe('10.0.0.31');
    await apply({ ...client, secondaryAddresses: ['10.0.0.40'] }, several);
    expect(await ask('10.0.0.30', CLIENT, '10.0.0.40')).toBe('10.0.0.30');
    await apply({ ...primary, secondaryAddresses: ['10.0.0.31'] });
    expect(inside(SERVER, 'ip', '-brief', 'address', 'show', 'eth0')).not.toContain('10.0.0.30/24');
    expect(await ask('10.0.0.30')).not.toBe('10.0.0.30');
    expect(await ask('10.0.0.31')).toBe('10.0.0.31');
  });

  it('bring what is for a prefix inside, and let it send under any address of it', async () => {
    await apply({ ...primary, prefixes: ['10.0.0.64/28'] }, { ...client, prefixes: ['10.0.0.96/28'] });
    await serve();
    inside(SERVER, 'ip', 'address', 'add', '10.0.0.70/32', 'dev', 'lo');
    inside(CLIENT, 'ip', 'address', 'add', '10.0.0.111/32', 'dev', 'lo');
    expect(await ask('10.0.0.70', CLIENT, '10.0.0.111')).toBe('10.0.0.70');
    await apply(primary);
    expect(await ask('10.0.0.70')).not.toBe('10.0.0.70');
  });

  it('let other sources pass only where they may send under any address', async () => {
    const heard = 'ip -s -j link show'.split(' ');
    const forged = () => {
      inside(CLIENT, 'ip', 'address', 'replace', '10.0.9.9/32', 'dev', 'lo');
      return ask('10.0.0.10', CLIENT, '10.0.9.9');
    };
    const received = () => JSON.parse(inside(SERVER, ...heard, 'eth0'))[0].stats64.rx.packets as number;
    await apply(primary);
    await serve();
    const before = received();
    expect(await forged()).toBe('silence');
    expect(received()).toBe(before);
    await apply(primary, { ...client, anySource: true });
    expect(await forged()).toBe('silence');
    expect(received()).toBeGreaterThan(before);
  });

  it('are found as they should be by an agent that starts anew', async () => {
    await apply(primary, { ...second, secondaryAddresses: ['10.0.0.33'] });
    const before = inside(SERVER, 'ip', 'address') + inside(SERVER, 'ip', 'rule');
    kernel = new Kernel({ installationId: id });
    await apply(primary, { ...second, secondaryAddresses: ['10.0.0.33'] });
    expect(inside(SERVER, 'ip', 'address') + inside(SERVER, 'ip', 'rule')).toBe(before);
    expect(inside(SERVER, 'ip', 'route', 'show', 'table', '1001')).toContain('default via 10.0.0.1 dev eth1');
  });
});
