/** Route tables, seen from inside the namespaces: who reaches what, by which way. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KernelBed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import { groupRow, instanceRow, portRow, routesRow, vpcRow } from '../../../test/support/twoVpcs.ts';
import { portName, tableNumber } from '../../program/interfaceNames.ts';
import type { PortRow, ProgramRow, RouteTableRow } from '../../program/rows.ts';
import { NamespaceSockets } from '../netns/namespaceSockets.ts';
import { environment } from './exec.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const VPC = 'vpc-0eeeeeeeeeeeeeee1';
const OPEN = 'sg-0eeeeeeeeeeeeeee1';
const CLOSED = 'sg-0eeeeeeeeeeeeeee2';
const CLIENT = 'i-0eeeeeeeeeeeeeee1';
const ROUTER = 'i-0eeeeeeeeeeeeeee2';
const SERVER = 'i-0eeeeeeeeeeeeeee3';
const TABLE = 'rtb-0eeeeeeeeeeeeeee1';
const WAY_BACK = 'rtb-0ffffffffffffffff';
/** Nobody's in the VPC; the router instance has it as its own. */
const BEYOND = '192.168.7.7';

const client = portRow('eni-0e10000000000000', VPC, CLIENT, '10.0.0.10', OPEN);
const middle = portRow('eni-0e20000000000000', VPC, ROUTER, '10.0.0.20', OPEN);
const server: PortRow = {
  ...portRow('eni-0e30000000000000', VPC, SERVER, '10.0.1.30', OPEN),
  gateway: '10.0.1.1',
};
const viaMiddle = { port: middle.id, address: middle.address };

const with_ = (port: PortRow, more: Partial<PortRow>): PortRow => ({ ...port, ...more });
const routed = (port: PortRow, id = TABLE) => with_(port, { table: tableNumber(id) });
const table = (routes: RouteTableRow['routes'], local?: readonly string[]) =>
  routesRow(TABLE, VPC, routes, local);

const REST: readonly ProgramRow[] = [
  vpcRow(VPC, '240.0.64.0/18'),
  {
    ...groupRow(VPC, OPEN, { cidr: '0.0.0.0/0' }),
    ingress: [{ id: 'sgr-0e1', peer: { cidr: '0.0.0.0/0' } }],
  },
  { ...groupRow(VPC, CLOSED, { cidr: '0.0.0.0/0' }), ingress: [] },
  instanceRow(CLIENT, VPC),
  instanceRow(ROUTER, VPC),
  instanceRow(SERVER, VPC),
];

describe.skipIf(missing).each([false, true])('a route table, flow cache %s', (cached) => {
  const bed = new KernelBed();
  let hasCache = false;
  const apply = (...rows: readonly ProgramRow[]) => bed.apply([...REST, ...rows]);
  const inside = (namespace: string, ...command: string[]) =>
    execFileSync('nsenter', [`--net=${bed.pathOf(namespace)}`, ...command], {
      encoding: 'utf8',
      env: environment(),
    });
  /** What a server says, whom it takes the client for: or `silence`. */
  const ask = async (address: string, from = CLIENT) => {
    const asked = bed.start(
      from,
      `const s = require('net').connect({ host: '${address}', port: 80, timeout: 600 });
       s.on('data', (d) => { console.log(String(d).trim()); process.exit(); });
       s.on('error', (e) => { console.log(e.code); process.exit(); });
       s.on('timeout', () => { console.log('silence'); process.exit(); });`,
    );
    await until(asked, /\n/);
    return asked.text.trim();
  };
  const serve = async (namespace: string) => {
    const answer = `require('net').createServer((s) => { s.on('error', () => {});
        s.end('${namespace} ' + s.remoteAddress.replace('::ffff:', '') + '\\n'); }).listen(80, () => console.log('up'));`;
    await until(bed.start(namespace, answer), /up/);
  };
  /** How many packets the router instance has passed on. */
  const forwarded = () => Number(inside(ROUTER, 'cat', '/proc/net/snmp').split('\n')[1]?.split(' ')[6]);

  beforeAll(async () => {
    if (cached) hasCache = await bed.restart();
    await apply(client, with_(middle, { anySource: true }), server);
    await serve(SERVER);
    await serve(ROUTER);
    const listening = `require('net').createServer((s) => s.on('error', () => {}).resume()).listen(81, () => console.log('up'));`;
    await until(bed.start(SERVER, listening), /up/);
    inside(ROUTER, 'ip', 'address', 'add', `${BEYOND}/32`, 'dev', 'lo');
    inside(ROUTER, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
  });
  afterAll(() => bed.clear());

  it('that is not there leaves what is beyond the VPC without a word', async () => {
    await apply(client, with_(middle, { anySource: true }), server);
    expect(await ask(BEYOND)).toBe('silence');
    expect(await ask('10.0.1.30')).toBe(`${SERVER} 10.0.0.10`);
  });

  it('leads a block to an instance, for the subnets that have it and no other', async () => {
    const to = table([{ destination: '192.168.0.0/16', via: viaMiddle }]);
    await apply(to, routed(client), with_(middle, { anySource: true }), server);
    expect(await ask(BEYOND)).toBe(`${ROUTER} 10.0.0.10`);
    expect(await ask('10.0.1.30')).toBe(`${SERVER} 10.0.0.10`);
    expect(await ask(BEYOND, SERVER)).toBe('silence');
  });

  it('takes the longest prefix, whether it leads somewhere or nowhere', async () => {
    const ports = [routed(client), with_(middle, { anySource: true }), server];
    const somewhere = { destination: '0.0.0.0/0', via: viaMiddle };
    await apply(table([somewhere]), ...ports);
    expect(await ask(BEYOND)).toBe(`${ROUTER} 10.0.0.10`);
    await apply(table([somewhere, { destination: '192.168.7.0/24', via: 'blackhole' }]), ...ports);
    expect(await ask(BEYOND)).toBe('silence');
    const both = [
      { destination: '192.168.7.0/24', via: 'blackhole' as const },
      { destination: `${BEYOND}/32`, via: viaMiddle },
    ];
    await apply(table([somewhere, ...both]), ...ports);
    expect(await ask(BEYOND)).toBe(`${ROUTER} 10.0.0.10`);
  });

  it('delivers to an instance only what is its own, unless it may be a router', async () => {
    const to = table([{ destination: '192.168.0.0/16', via: viaMiddle }]);
    await apply(to, routed(client), middle, server);
    expect(await ask(BEYOND)).toBe('silence');
  });

  it.each<[string, string, readonly string[]]>([
    ['a subnet of the VPC', '10.0.1.0/24', ['10.0.0.0/16']],
    ['the whole VPC in place of its local route', '10.0.0.0/16', []],
  ])('leads %s through an instance, and groups judge at each of its sides', async (_, destination, local) => {
    const back = routesRow(WAY_BACK, VPC, [{ destination: '10.0.0.10/32', via: viaMiddle }]);
    const rows = [table([{ destination, via: viaMiddle }], local), back, routed(client)];
    const open = with_(middle, { anySource: true });
    await apply(...rows, open, routed(server, WAY_BACK));
    const before = forwarded();
    expect(await ask('10.0.1.30')).toBe(`${SERVER} 10.0.0.10`);
    expect(forwarded()).toBeGreaterThan(before + 4);
    await apply(...rows, { ...open, groupIds: [CLOSED] }, routed(server, WAY_BACK));
    expect(await ask('10.0.1.30')).toBe('silence');
    await apply(...rows, open, { ...routed(server, WAY_BACK), groupIds: [CLOSED] });
    expect(await ask('10.0.1.30')).toBe('silence');
  });

  describe('to an AWS service', () => {
    const S3 = '3.5.0.0/19';
    const toService = { destination: S3, via: { gateway: 's3' } };

    it('is refused at once while nobody serves, for the subnets that have it and no other', async () => {
      await apply(table([toService]), routed(client), middle, server);
      expect(await ask('3.5.1.1')).toBe('ECONNREFUSED');
      expect(await ask('3.5.1.1', SERVER)).toBe('silence');
      expect(await ask('3.6.1.1')).toBe('silence');
    });

    it('leads to who listens in the router, under any address of the service', async () => {
      await apply(table([toService]), routed(client), middle, server);
      const accept = ['input', 'iifname', 'e*', 'tcp', 'dport', '80', 'accept'];
      inside(VPC, 'nft', 'insert', 'rule', 'inet', 'postern', ...accept);
      const sockets = new NamespaceSockets();
      const gateway = await sockets.listenTcp(bed.pathOf(VPC), '0.0.0.0', 80);
      gateway.on('connection', (s) => s.on('error', () => undefined).end(`${s.localAddress}\n`));
      expect(await ask('3.5.1.1')).toBe('3.5.1.1');
      expect(await ask('3.5.31.255')).toBe('3.5.31.255');
      expect(await ask('3.5.1.1', SERVER)).toBe('silence');
      gateway.close();
      await sockets.close();
      await bed.repair();
    });

    it('loses to a longer prefix, and to groups that let nothing out', async () => {
      await apply(
        table([toService, { destination: '3.5.1.0/24', via: 'blackhole' }]),
        ...[routed(client), middle, server],
      );
      expect(await ask('3.5.1.1')).toBe('silence');
      expect(await ask('3.5.2.1')).toBe('ECONNREFUSED');
      const shut: ProgramRow = { ...groupRow(VPC, CLOSED, { cidr: '0.0.0.0/0' }), egress: [] };
      await apply(table([toService]), shut, { ...routed(client), groupIds: [CLOSED] }, middle, server);
      expect(await ask('3.5.1.1')).toBe('silence');
    });
  });

  it('resets connections that the flow cache carries another way than it now says, and has none carried', async () => {
    if (!hasCache) return;
    const open = with_(middle, { anySource: true });
    await apply(client, open, server);
    const before = (await bed.flowCache.flows()).length;
    const kept = bed.start(
      CLIENT,
      `const s = require('net').connect({ host: '10.0.1.30', port: 81 });
       s.on('connect', () => { console.log('connected'); setInterval(() => s.write('.'), 20); });
       s.on('error', (e) => console.log('ended ' + e.code));`,
    );
    await until(kept, /connected/);
    expect((await bed.flowCache.flows()).length).toBe(before + 2);
    const back = routesRow(WAY_BACK, VPC, [{ destination: '10.0.0.10/32', via: viaMiddle }]);
    const to = table([{ destination: '10.0.1.0/24', via: viaMiddle }]);
    const detoured = { detoured: true } as const;
    await apply(
      ...[to, back, open],
      with_(routed(client), detoured),
      with_(routed(server, WAY_BACK), detoured),
    );
    await until(kept, /ended ECONNRESET/);
    const left = (await bed.flowCache.flows()).length;
    const again = bed.start(
      CLIENT,
      `require('net').connect({ host: '10.0.1.30', port: 81 }).on('connect', () => console.log('connected'));`,
    );
    await until(again, /connected/);
    expect((await bed.flowCache.flows()).length).toBeLessThanOrEqual(left);
    for (const each of [kept, again]) each.stop();
  });

  it('that leads the whole VPC through an instance is not asked between neighbours', async () => {
    const to = table([{ destination: '10.0.0.0/16', via: viaMiddle }], []);
    const beside = with_(routed(server), { address: '10.0.0.30', gateway: '10.0.0.1', detoured: true });
    await apply(to, with_(routed(client), { detoured: true }), with_(middle, { anySource: true }), beside);
    const before = forwarded();
    expect(await ask('10.0.0.30')).toBe(`${SERVER} 10.0.0.10`);
    expect(forwarded()).toBe(before);
  });

  it('is read back as it was made, and repaired', async () => {
    const rows = [
      table([
        { destination: '192.168.0.0/16', via: viaMiddle },
        { destination: '172.16.0.0/12', via: 'blackhole' },
        { destination: '3.5.0.0/19', via: { gateway: 's3' } },
      ]),
      routed(client),
      with_(middle, { anySource: true }),
      server,
    ];
    await apply(...rows);
    const seen = () =>
      inside(VPC, 'ip', 'rule') +
      inside(VPC, 'ip', 'route', 'show', 'table', 'all') +
      inside(VPC, 'nft', '-a', 'list', 'ruleset');
    const before = seen();
    expect(before).toContain(`via 10.0.0.20 dev ${portName(middle.id)}`);
    await bed.restart({ wanted: cached });
    await apply(...rows);
    expect(seen()).toBe(before);
    inside(VPC, 'ip', 'route', 'flush', 'table', String(tableNumber(TABLE)));
    inside(VPC, 'ip', 'rule', 'del', 'priority', '1000');
    await bed.repair();
    expect(seen().split('\n').sort()).toEqual(before.split('\n').sort());
    await apply(client, with_(middle, { anySource: true }), server);
    expect(seen()).not.toContain(String(tableNumber(TABLE)));
  });
});
