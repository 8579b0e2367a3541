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
  /** The address under which a server sees who asks. */
  const ask = (from: Letter, to: string) =>
    bed.asker(hostOf(from)).ask({ kind: 'tcp', to, port: PORT }, 'answer');
  const hearsNothing = async (from: Letter, to: string, localAddress?: string) => {
    const question = { kind: 'tcp', to, port: PORT, localAddress } as const;
    expect(await bed.asker(hostOf(from)).ask(question, 'silence')).toBe('silence');
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
    await hearsNothing('a', addressOf('b'));
    expect(await ask('b', addressOf('c'))).toBe(addressOf('b'));
  });

  it('are no way to a third VPC', async () => {
    await bed.apply(ALL);
    await Promise.all([hearsNothing('a', addressOf('c')), hearsNothing('c', addressOf('a'))]);
  });

  it('take nothing under the address of a third VPC, or of their own', async () => {
    const forged = [addressOf('c'), '10.2.0.11'];
    const atB = (...commands: string[]) => inside(hostOf('b'), 'nft', commands.join('; '));
    const ofOwn = (verb: 'replace' | 'del') => {
      for (const address of forged) inside(hostOf('a'), 'ip', 'address', verb, `${address}/32`, 'dev', 'lo');
    };
    await bed.apply(having({ ...port('a'), anySource: true }));
    atB(
      'add table ip heard',
      'add set ip heard senders { type ipv4_addr; flags dynamic; }',
      'add chain ip heard each { type filter hook prerouting priority raw; }',
      'add rule ip heard each add @senders { ip saddr }',
    );
    ofOwn('replace');
    await Promise.all(forged.map((own) => hearsNothing('a', addressOf('b'), own)));
    ofOwn('del');
    await ask('a', addressOf('b'));
    const senders = atB('list set ip heard senders')
      .match(/elements = {(.*)}/)?.[1]
      ?.trim();
    atB('delete table ip heard');
    expect(senders).toBe(addressOf('a'));
  });

  it('judge by groups: the sender’s own, and those of the peer’s members that a rule names', async () => {
    const closed = { ...group('a'), egress: [] };
    await bed.apply(having(closed));
    await hearsNothing('a', addressOf('b'));
    const naming = groupRow(VPCS.b, groupOf('b'), { groupId: groupOf('a') });
    const members = (...addresses: string[]): ProgramRow => ({
      ...groupRow(VPCS.b, groupOf('a'), { cidr: '0.0.0.0/0' }),
      ingress: [],
      egress: [],
      members: addresses,
    });
    await bed.apply(having(naming, members(addressOf('a'))));
    expect(await ask('a', addressOf('b'))).toBe(addressOf('a'));
    await hearsNothing('c', addressOf('b'));
    await bed.apply(having(naming, members('10.1.0.11')));
    await hearsNothing('a', addressOf('b'));
  });

  it('reach the peer’s endpoints, and hear at once where nobody is behind them', async () => {
    await bed.apply(ALL);
    expect(await ask('a', ENDPOINT_ADDRESS)).toBe(NODE_ADDRESS);
    const { attachment: _, ...unattached } = endpoint;
    await bed.apply(having(unattached));
    expect(await ask('a', ENDPOINT_ADDRESS)).toBe('ECONNREFUSED');
    await bed.apply(having({ ...unattached, table: undefined }));
    await hearsNothing('a', ENDPOINT_ADDRESS);
  });

  it('have no use of the peer’s resolver', async () => {
    await bed.apply(ALL);
    const query = (from: Letter, expected: 'answer' | 'silence') =>
      bed.asker(hostOf(from)).ask({ kind: 'udp', to: '10.2.0.2', port: 53 }, expected);
    // Nobody serves here: who may ask is told so.
    expect(await query('b', 'answer')).toBe('ECONNREFUSED');
    expect(await query('a', 'silence')).toBe('silence');
  });

  it('do not reach an AWS service by the peer’s gateway', async () => {
    const service = (via: RouteVia) => ({ destination: '3.5.0.0/19', via });
    const by = { link: peeringName('pcx-0ab'), row: 'peering/pcx-0ab' };
    const plus = (row: RouteTableRow, via: RouteVia) => ({ ...row, routes: [...row.routes, service(via)] });
    await bed.apply(having(plus(ROUTE_A, by), plus(ROUTE_B, { gateway: 's3' })));
    expect(await ask('b', '3.5.1.1')).toBe('ECONNREFUSED');
    await hearsNothing('a', '3.5.1.1');
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
      await hearsNothing('a', addressOf('b'));
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
