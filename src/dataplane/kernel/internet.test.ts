/** The internet, with real packets: public addresses between VPCs and to a namespace that stands for the world. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KernelBed, until } from '../../../test/support/kernelBed.ts';
import { namespaceBed, whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import { groupRow, instanceRow, portRow, routesRow, vpcRow } from '../../../test/support/twoVpcs.ts';
import { tableNumber } from '../../program/interfaceNames.ts';
import { operatorNamespace } from '../../program/namespaceKinds.ts';
import type { GroupRow, ProgramRow, PublicAddressRow } from '../../program/rows.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const A = 'vpc-0a00000000000000a';
const B = 'vpc-0b00000000000000b';
const IN_A = 'i-0a00000000000000a';
const WITHOUT = 'i-0a00000000000000c';
const IN_B = 'i-0b00000000000000b';
const NAT = 'nat-0a00000000000000a';
const PUBLIC_A = '198.18.0.10';
const PUBLIC_B = '198.18.0.20';
const PUBLIC_NAT = '198.18.0.30';
/** An address of the world, of the documentation's block. */
const WORLD = '203.0.113.9';

const tableOf = (vpcId: string) => `rtb-${vpcId.slice(5, 8)}ffffffffffffff`;
const groupOf = (vpcId: string) => `sg-${vpcId.slice(4)}`;
const gatewayOf = (vpcId: string) => `igw-${vpcId.slice(4)}`;

function open(vpcId: string, cidr = '0.0.0.0/0'): GroupRow {
  const rule = { id: 'sgr-0a1', protocol: 6, ports: { from: 80, to: 80 }, peer: { cidr } };
  return { ...groupRow(vpcId, groupOf(vpcId), { cidr: '0.0.0.0/0' }), ingress: [rule] };
}

function publicAddress(id: string, vpcId: string, address: string): PublicAddressRow {
  return { kind: 'publicAddress', id, vpcId, gatewayId: gatewayOf(vpcId), address };
}

const BY_NAT = 'rtb-0a1ffffffffffffff';
const natPort = portRow('eni-0a20000000000000', A, NAT, '10.0.0.20', groupOf(A));
const toInternet = (vpcId: string) => ({
  destination: '0.0.0.0/0',
  via: { link: 'inet0', row: `internet/${gatewayOf(vpcId)}` },
});

const vpc = (id: string, fabric: string, instance: string, eni: string): ProgramRow[] => [
  vpcRow(id, fabric),
  instanceRow(instance, id),
  { ...portRow(eni, id, instance, '10.0.0.10', groupOf(id)), table: tableNumber(tableOf(id)) },
  { kind: 'internet', id: gatewayOf(id), vpcId: id },
  routesRow(tableOf(id), id, [toInternet(id)]),
];

const FIXED: readonly ProgramRow[] = [
  ...vpc(A, '240.0.64.0/18', IN_A, 'eni-0a10000000000000'),
  ...vpc(B, '240.0.128.0/18', IN_B, 'eni-0b10000000000000'),
  open(A),
  instanceRow(WITHOUT, A),
  { ...portRow('eni-0a30000000000000', A, WITHOUT, '10.0.0.30', groupOf(A)), table: tableNumber(BY_NAT) },
  { ...natPort, groupIds: [], unfiltered: true, anySource: true, table: tableNumber(tableOf(A)) },
  { kind: 'natGateway', id: NAT, vpcId: A, address: '10.0.0.20' },
  publicAddress(PUBLIC_NAT, A, '10.0.0.20'),
];
const toNat = routesRow(BY_NAT, A, [
  { destination: '0.0.0.0/0', via: { port: natPort.id, address: '10.0.0.20' } },
]);
const sideA = publicAddress(PUBLIC_A, A, '10.0.0.10');
const sideB = publicAddress(PUBLIC_B, B, '10.0.0.10');
const ALL = [...FIXED, toNat, open(B), sideA, sideB];

describe.skipIf(missing).each([true, false])('the internet, with the flow cache wanted: %s', (wanted) => {
  const bed = new KernelBed();
  const world = namespaceBed();
  let outside: string;
  beforeAll(async () => {
    world.add('world');
    world.ip('world', 'address', 'add', `${WORLD}/32`, 'dev', 'lo');
    outside = operatorNamespace(world.name('world'));
    await bed.restart({ wanted }, { namespace: world.name('world') });
    await bed.apply(ALL);
    const serve = `require('net').createServer((s) => { s.on('error', () => {}); s.on('data', (d) => s.write(d));
        s.write(s.remoteAddress.replace('::ffff:', '') + '\\n'); }).listen(80, () => console.log('up'));
      const u = require('dgram').createSocket('udp4'); u.bind(53);
      u.on('message', (m, from) => u.send(from.address, from.port, from.address));`;
    for (const each of [outside, IN_A, IN_B]) await until(bed.start(each, serve), /up/);
  });
  afterAll(async () => {
    await bed.clear();
    world.clear();
  });

  const print = async (namespace: string, source: string) => {
    const printed = bed.start(namespace, source);
    await until(printed, /\n/);
    return printed.text.trim();
  };
  const dial = (from: string, address: string, source = '') =>
    print(
      from,
      `const s = require('net').connect({ host: '${address}', port: 80, timeout: 700${source && `, localAddress: '${source}'`} });
       s.on('data', (d) => { console.log(String(d).trim()); process.exit(); });
       s.on('error', (e) => { console.log(e.code); process.exit(); });
       s.on('timeout', () => { console.log('silence'); process.exit(); });`,
    );

  it('is reached under the public address, and reaches it', async () => {
    expect(await dial(IN_A, WORLD)).toBe(PUBLIC_A);
    expect(await dial(outside, PUBLIC_A, WORLD)).toBe(WORLD);
  });

  it('carries UDP', async () => {
    const ask = `const u = require('dgram').createSocket('udp4'); u.on('message', (m) => { console.log(String(m)); process.exit(); });
      u.send('?', 53, '${WORLD}');`;
    expect(await print(IN_A, ask)).toBe(PUBLIC_A);
  });

  it('joins VPCs by their public addresses, also a VPC with itself', async () => {
    expect(await dial(IN_A, PUBLIC_B)).toBe(PUBLIC_A);
    expect(await dial(IN_B, PUBLIC_A)).toBe(PUBLIC_B);
    expect(await dial(IN_A, PUBLIC_A)).toBe(PUBLIC_A);
  });

  it('is judged by groups, which see public addresses', async () => {
    await bed.apply([...FIXED, toNat, open(B, `${PUBLIC_A}/32`), sideA, sideB]);
    expect(await dial(IN_A, PUBLIC_B)).toBe(PUBLIC_A);
    expect(await dial(outside, PUBLIC_B, WORLD)).toBe('silence');
    await bed.apply(ALL);
  });

  it('is out of reach without a public address, and by a NAT gateway one way only', async () => {
    expect(await dial(WITHOUT, WORLD)).toBe(PUBLIC_NAT);
    expect(await dial(outside, PUBLIC_NAT, WORLD)).toBe('silence');
    const direct = { ...toNat, routes: [toInternet(A)] };
    await bed.apply([...FIXED, direct, open(B), sideA, sideB]);
    expect(await dial(WITHOUT, WORLD)).toBe('silence');
    await bed.apply(ALL);
  });

  it('takes no private, forged or foreign source, and leads to no private address', async () => {
    for (const forged of ['10.9.9.9', '192.168.0.1', PUBLIC_B, '240.0.64.1']) {
      world.ip('world', 'address', 'add', `${forged}/32`, 'dev', 'lo');
      expect(await dial(outside, PUBLIC_A, forged), forged).toMatch(/silence|EHOSTUNREACH/);
      world.ip('world', 'address', 'del', `${forged}/32`, 'dev', 'lo');
    }
    world.ip('world', 'route', 'add', '10.0.0.0/16', 'via', '240.0.0.1', 'dev', 'postern0', 'onlink');
    expect(await dial(outside, '10.0.0.10', WORLD)).toBe('silence');
    world.ip('world', 'route', 'del', '10.0.0.0/16');
  });

  it('ends the connections of an address that is taken away', async () => {
    const stays = `const s = require('net').connect(80, '${WORLD}'); let said = 0;
      s.on('data', () => console.log('heard ' + said++)); setInterval(() => s.write('x'), 50); s.on('error', () => {});`;
    const talk = bed.start(IN_A, stays);
    await until(talk, /heard 5/);
    await bed.apply([...FIXED, toNat, open(B), sideB]);
    const heard = talk.text;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(talk.text.length - heard.length).toBeLessThan(30);
    expect(await dial(IN_A, WORLD)).toBe('silence');
    talk.stop();
    await bed.apply(ALL);
    expect(await dial(IN_A, WORLD)).toBe(PUBLIC_A);
  });
});
