/** VPC peering, seen from inside the namespaces, with and without the flow cache. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/agentBed.ts';
import { KernelBed, type Printed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  admissionRow,
  attachedEndpointRow,
  groupRow,
  instanceRow,
  NODE_ADDRESS,
  PORT,
  PROVIDER,
  portRow,
  routesRow,
  TARGET,
  vpcRow,
} from '../../../test/support/twoVpcs.ts';
import { peeringName, tableNumber } from '../../program/interfaceNames.ts';
import type { PeeringRow, PortRow, ProgramRow, RouteTableRow, RouteVia, VpcRow } from '../../program/rows.ts';
import { environment } from './exec.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

/** Three VPCs and what they have, by letter: b is the peer of a and of c. */
const VPCS = { a: 'vpc-0a1', b: 'vpc-0b1', c: 'vpc-0c1' } as const;
type Letter = keyof typeof VPCS;
const NUMBER = { a: 1, b: 2, c: 3 } as const;
const blockOf = (letter: Letter) => `10.${NUMBER[letter]}.0.0/16`;
const addressOf = (letter: Letter) => `10.${NUMBER[letter]}.0.10`;
const hostOf = (letter: Letter) => `i-0${letter}1`;
const groupOf = (letter: Letter) => `sg-0${letter}1`;
const tableOf = (letter: Letter) => `rtb-0${letter}1`;
const ENDPOINT_ADDRESS = '10.2.0.30';

const vpc = (letter: Letter): VpcRow => ({
  ...vpcRow(VPCS[letter], `240.${NUMBER[letter]}.0.0/18`),
  cidrs: [blockOf(letter)],
  resolverAddresses: [`10.${NUMBER[letter]}.0.2`],
});
const port = (letter: Letter): PortRow => ({
  ...portRow(`eni-0${letter}10`, VPCS[letter], hostOf(letter), addressOf(letter), groupOf(letter)),
  gateway: `10.${NUMBER[letter]}.0.1`,
  table: tableNumber(tableOf(letter)),
});
const group = (letter: Letter) => groupRow(VPCS[letter], groupOf(letter), { cidr: '0.0.0.0/0' });
const peering = (one: Letter, other: Letter): PeeringRow => ({
  kind: 'peering',
  id: `pcx-0${one}${other}`,
  vpcId: VPCS[one],
  cidrs: [blockOf(one)],
  peerVpcId: VPCS[other],
  peerCidrs: [blockOf(other)],
  mtu: 9001,
});
/** Each block by a connection: `{ b: 'ab' }`. */
const routes = (letter: Letter, ways: Partial<Record<Letter, string>>) =>
  routesRow(
    tableOf(letter),
    VPCS[letter],
    Object.entries(ways).map(([to, by]) => ({
      destination: blockOf(to as Letter),
      via: { link: peeringName(`pcx-0${by}`), row: `peering/pcx-0${by}` },
    })),
    [blockOf(letter)],
  );
const endpoint = {
  ...attachedEndpointRow,
  vpcId: VPCS.b,
  address: ENDPOINT_ADDRESS,
  groupIds: [groupOf('b')],
  attachment: { source: '240.2.0.9', destination: '240.0.64.1' },
  table: tableNumber(tableOf('b')),
};

const PEERINGS = [peering('a', 'b'), peering('b', 'c')];
const ROUTE_A = routes('a', { b: 'ab', c: 'ab' });
const ROUTE_B = routes('b', { a: 'ab', c: 'bc' });
const ROUTES = [ROUTE_A, ROUTE_B, routes('c', { a: 'bc', b: 'bc' })];
const LETTERS: readonly Letter[] = ['a', 'b', 'c'];
const REST: readonly ProgramRow[] = [
  ...ATTACHED_ROWS.filter((row) => 'vpcId' in row && row.vpcId === PROVIDER && row.kind !== 'admission'),
  vpcRow(PROVIDER, '240.0.64.0/18'),
  ...LETTERS.flatMap((letter) => [vpc(letter), instanceRow(hostOf(letter), VPCS[letter]), group(letter)]),
  endpoint,
  { ...admissionRow, source: '240.2.0.9' },
];
const ALL: readonly ProgramRow[] = [...REST, ...LETTERS.map(port), ...PEERINGS, ...ROUTES];

const SERVER = `
  require('net').createServer((socket) => {
    socket.write(socket.remoteAddress.replace('::ffff:', '') + '\\n');
    const timer = setInterval(() => socket.write('tick\\n'), 20);
    socket.on('data', () => undefined);
    socket.on('error', () => undefined);
    socket.on('close', () => clearInterval(timer));
  }).listen(${PORT}, () => console.log('up'));`;

describe.skipIf(missing).each([false, true])('peered VPCs, flow cache %s', (cached) => {
  const bed = new KernelBed();
  let hasCache = false;
  const having = (...others: ProgramRow[]) => {
    const key = (row: ProgramRow) => `${row.kind}/${row.id}`;
    return [...new Map([...ALL, ...others].map((row) => [key(row), row])).values()];
  };
  const without = (...ids: string[]) => ALL.filter(({ id }) => !ids.includes(id));
  const inside = (namespace: string, ...command: string[]) =>
    execFileSync('nsenter', [`--net=${bed.pathOf(namespace)}`, ...command], {
      encoding: 'utf8',
      env: environment(),
    });
  const ask = async (from: Letter, address: string, options: object = {}) => {
    const all = { host: address, port: PORT, timeout: 600, ...options };
    const asked = bed.start(
      hostOf(from),
      `const s = require('net').connect(${JSON.stringify(all)});
       s.on('data', (d) => { console.log(String(d).split('\\n')[0]); process.exit(); });
       s.on('error', (e) => { console.log(e.code); process.exit(); });
       s.on('timeout', () => { console.log('silence'); process.exit(); });`,
    );
    await until(asked, /\n/);
    return asked.text.trim();
  };
  const running = async (from: Letter, address: string) => {
    const client = bed.start(
      hostOf(from),
      `const s = require('net').connect({ host: '${address}', port: ${PORT} });
       s.on('data', (d) => process.stdout.write(d));
       s.on('error', (e) => console.log('ended ' + e.code));
       setInterval(() => s.write('.'), 20);`,
    );
    await goesOn(client);
    return client;
  };
  const ticks = (printed: Printed) => printed.text.split('tick').length - 1;
  const goesOn = (client: Printed) => {
    const before = ticks(client);
    return eventually(() => ticks(client) > before + 3, 'data flows on');
  };

  beforeAll(async () => {
    if (cached) hasCache = await bed.restart();
    await bed.apply(ALL);
    for (const host of [TARGET, ...LETTERS.map(hostOf)]) await until(bed.start(host, SERVER), /up/);
  });
  afterAll(() => bed.clear());

  it('reach each other where both have routes, and see the other’s address', async () => {
    await bed.apply(ALL);
    expect(await ask('a', addressOf('b'))).toBe(addressOf('a'));
    expect(await ask('b', addressOf('a'))).toBe(addressOf('b'));
    expect(await ask('c', addressOf('b'))).toBe(addressOf('c'));
  });

  it.each<[string, ProgramRow]>([
    ['there', routes('a', {})],
    ['back', routes('b', { c: 'bc' })],
  ])('hear nothing without a route %s', async (_, row) => {
    await bed.apply(having(row));
    expect(await ask('a', addressOf('b'))).toBe('silence');
    expect(await ask('b', addressOf('c'))).toBe(addressOf('b'));
  });

  it('are no way to a third VPC', async () => {
    await bed.apply(ALL);
    expect(await ask('a', addressOf('c'))).toBe('silence');
    expect(await ask('c', addressOf('a'))).toBe('silence');
  });

  it('take nothing under the address of a third VPC, or of their own', async () => {
    const heard = () =>
      JSON.parse(inside(hostOf('b'), 'ip', '-s', '-j', 'link', 'show', 'eth0'))[0].stats64.rx.packets;
    await bed.apply(having({ ...port('a'), anySource: true }));
    for (const address of [addressOf('c'), '10.2.0.11'])
      inside(hostOf('a'), 'ip', 'address', 'replace', `${address}/32`, 'dev', 'lo');
    const before = heard();
    for (const localAddress of [addressOf('c'), '10.2.0.11'])
      expect(await ask('a', addressOf('b'), { localAddress })).toBe('silence');
    expect(heard()).toBe(before);
    for (const address of [addressOf('c'), '10.2.0.11'])
      inside(hostOf('a'), 'ip', 'address', 'del', `${address}/32`, 'dev', 'lo');
  });

  it('judge by groups: the sender’s own, and those of the peer’s members that a rule names', async () => {
    const closed = { ...group('a'), egress: [] };
    await bed.apply(having(closed));
    expect(await ask('a', addressOf('b'))).toBe('silence');
    const naming = groupRow(VPCS.b, groupOf('b'), { groupId: groupOf('a') });
    const members = (...addresses: string[]): ProgramRow => ({
      ...groupRow(VPCS.b, groupOf('a'), { cidr: '0.0.0.0/0' }),
      ingress: [],
      egress: [],
      members: addresses,
    });
    await bed.apply(having(naming, members(addressOf('a'))));
    expect(await ask('a', addressOf('b'))).toBe(addressOf('a'));
    expect(await ask('c', addressOf('b'))).toBe('silence');
    await bed.apply(having(naming, members('10.1.0.11')));
    expect(await ask('a', addressOf('b'))).toBe('silence');
  });

  it('reach the peer’s endpoints, and hear at once where nobody is behind them', async () => {
    await bed.apply(ALL);
    expect(await ask('a', ENDPOINT_ADDRESS)).toBe(NODE_ADDRESS);
    const { attachment: _, ...unattached } = endpoint;
    await bed.apply(having(unattached));
    expect(await ask('a', ENDPOINT_ADDRESS)).toBe('ECONNREFUSED');
    await bed.apply(having({ ...unattached, table: undefined }));
    expect(await ask('a', ENDPOINT_ADDRESS)).toBe('silence');
  });

  it('have no use of the peer’s resolver', async () => {
    await bed.apply(ALL);
    const query = (from: Letter) => {
      const asked = bed.start(
        hostOf(from),
        `const s = require('dgram').createSocket('udp4');
         s.on('error', (e) => { console.log(e.code); process.exit(); });
         s.connect(53, '10.2.0.2', () => s.send('?'));
         setTimeout(() => { console.log('silence'); process.exit(); }, 500);`,
      );
      return until(asked, /\n/).then(() => asked.text.trim());
    };
    // Nobody serves here: who may ask is told so.
    expect(await query('b')).toBe('ECONNREFUSED');
    expect(await query('a')).toBe('silence');
  });

  it('do not reach an AWS service by the peer’s gateway', async () => {
    const service = (via: RouteVia) => ({ destination: '3.5.0.0/19', via });
    const by = { link: peeringName('pcx-0ab'), row: 'peering/pcx-0ab' };
    const plus = (row: RouteTableRow, via: RouteVia) => ({ ...row, routes: [...row.routes, service(via)] });
    await bed.apply(having(plus(ROUTE_A, by), plus(ROUTE_B, { gateway: 's3' })));
    expect(await ask('b', '3.5.1.1')).toBe('ECONNREFUSED');
    expect(await ask('a', '3.5.1.1')).toBe('silence');
  });

  it('lose what runs between them with the connection or the route, and only that', async () => {
    await bed.apply(ALL);
    const [lost, kept] = [await running('a', addressOf('b')), await running('c', addressOf('b'))];
    const through = await running('a', ENDPOINT_ADDRESS);
    if (hasCache) expect(await bed.flowCache.flows()).toEqual([]);
    await bed.apply([
      ...without('pcx-0ab', tableOf('a'), tableOf('b')),
      routes('a', {}),
      routes('b', { c: 'bc' }),
    ]);
    const before = [ticks(lost), ticks(through)];
    await goesOn(kept);
    await goesOn(kept);
    expect([ticks(lost), ticks(through)]).toEqual(before);
    await bed.apply(ALL);
    await goesOn(lost);
    await goesOn(through);
    await bed.apply(having(routes('b', { c: 'bc' })));
    const after = ticks(lost);
    await goesOn(kept);
    await goesOn(kept);
    expect(ticks(lost)).toBe(after);
    for (const client of [lost, kept, through]) client.stop();
  });

  it('are found as they should be by an agent that starts anew, and mended', async () => {
    await bed.apply(ALL);
    const seen = () =>
      [VPCS.a, VPCS.b]
        .map((each) => inside(each, 'ip', 'link') + inside(each, 'nft', '-a', 'list', 'ruleset'))
        .join('');
    const before = seen();
    await bed.restart({ wanted: cached });
    await bed.apply(ALL);
    expect(seen()).toBe(before);
    for (const each of [VPCS.a, VPCS.b]) {
      inside(each, 'ip', 'link', 'delete', peeringName('pcx-0ab'));
      expect(await ask('a', addressOf('b'))).toBe('silence');
      await bed.repair();
      expect(await ask('a', addressOf('b'))).toBe(addressOf('a'));
    }
    await bed.apply(REST);
    expect(inside(VPCS.b, 'ip', '-brief', 'link')).not.toMatch(/^p/m);
    expect(inside(VPCS.b, 'nft', 'list', 'set', 'inet', 'postern', 'sources_of_link')).not.toContain(
      'elements',
    );
  });
});
