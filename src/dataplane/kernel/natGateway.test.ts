/** NAT gateways, with real packets: what leaves by one bears its address, and only answers come back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KernelBed, until } from '../../../test/support/kernelBed.ts';
import { namespaceBed, whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import { groupRow, instanceRow, portRow, routesRow, vpcRow } from '../../../test/support/twoVpcs.ts';
import { tableNumber, vpnLinkName } from '../../program/interfaceNames.ts';
import { operatorNamespace } from '../../program/namespaceKinds.ts';
import type { OnPremisesRow, PortRow, ProgramRow } from '../../program/rows.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const VPC = 'vpc-0fffffffffffffff1';
const GROUP = 'sg-0fffffffffffffff1';
const CLIENT = 'i-0fffffffffffffff1';
const NAT = 'nat-0ffffffffffffff1';
const OUT = 'rtb-0f1fffffffffffff';
const BY_NAT = 'rtb-0f2fffffffffffff';
const NAT_ADDRESS = '10.0.1.20';
const OUTSIDE = '192.168.0.1';

const client: PortRow = {
  ...portRow('eni-0f10000000000000', VPC, CLIENT, '10.0.0.10', GROUP),
  table: tableNumber(BY_NAT),
};
const port: PortRow = {
  ...portRow('eni-0f20000000000000', VPC, NAT, NAT_ADDRESS, GROUP),
  gateway: '10.0.1.1',
  groupIds: [],
  unfiltered: true,
  anySource: true,
  table: tableNumber(OUT),
};

function rows(namespace: string, withGateway = true): ProgramRow[] {
  const outside: OnPremisesRow = {
    kind: 'onPremises',
    id: 'vgw-0fffffffffffffff1',
    vpcId: VPC,
    place: { namespace },
    cidrs: ['192.168.0.0/16'],
    vpcCidrs: ['10.0.0.0/16'],
    address: OUTSIDE,
  };
  const via = { link: vpnLinkName(outside.id, outside.place), row: `onPremises/${outside.id}` };
  const destination = '192.168.0.0/16';
  return [
    vpcRow(VPC, '240.0.64.0/18'),
    { ...groupRow(VPC, GROUP, { cidr: '0.0.0.0/0' }), ingress: [] },
    instanceRow(CLIENT, VPC),
    client,
    outside,
    routesRow(OUT, VPC, [{ destination, via }]),
    routesRow(BY_NAT, VPC, [
      { destination, via: withGateway ? { port: port.id, address: NAT_ADDRESS } : 'blackhole' },
    ]),
    ...(withGateway
      ? [port, { kind: 'natGateway', id: NAT, vpcId: VPC, address: NAT_ADDRESS } as const]
      : []),
  ];
}

describe.skipIf(missing).each([true, false])('a NAT gateway, with the flow cache wanted: %s', (wanted) => {
  const bed = new KernelBed();
  const world = namespaceBed();
  let corp: string;
  beforeAll(async () => {
    world.add('corp');
    corp = operatorNamespace(world.name('corp'));
    await bed.restart({ wanted });
    await bed.apply(rows(world.name('corp')));
    const answer = `require('net').createServer((s) => { s.on('error', () => {}); s.on('data', (d) => s.write(d));
        s.write(s.remoteAddress.replace('::ffff:', '') + '\\n'); }).listen(80, () => console.log('up'));
      const u = require('dgram').createSocket('udp4'); u.bind(53);
      u.on('message', (m, from) => u.send(from.address, from.port, from.address));`;
    await until(bed.start(corp, answer), /up/);
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
  const dial = (address: string, portNumber = 80) =>
    `const s = require('net').connect({ host: '${address}', port: ${portNumber}, timeout: 700 });
     s.on('data', (d) => { console.log(String(d).trim()); process.exit(); });
     s.on('error', (e) => { console.log(e.code); process.exit(); });
     s.on('timeout', () => { console.log('silence'); process.exit(); });`;

  it('gives TCP its own address', async () => {
    expect(await print(CLIENT, dial(OUTSIDE))).toBe(NAT_ADDRESS);
  });

  it('carries a connection that goes on', async () => {
    const echo = `const s = require('net').connect(80, '${OUTSIDE}'); let got = 0;
      s.on('data', (d) => { got += d.length; if (got > 4e6) { console.log('all'); process.exit(); } });
      s.on('connect', () => s.write(Buffer.alloc(5e6)));`;
    expect(await print(CLIENT, echo)).toBe('all');
  });

  it('gives UDP its own address', async () => {
    const ask = `const u = require('dgram').createSocket('udp4'); u.on('message', (m) => { console.log(String(m)); process.exit(); });
      u.send('?', 53, '${OUTSIDE}');`;
    expect(await print(CLIENT, ask)).toBe(NAT_ADDRESS);
  });

  it('answers nobody who was not asked, and leads nobody in', async () => {
    expect(await print(corp, dial(NAT_ADDRESS))).toBe('silence');
    expect(await print(corp, dial('10.0.0.10'))).toBe('silence');
  });

  it('is no way out once it is gone', async () => {
    await bed.apply(rows(world.name('corp'), false));
    expect(await print(CLIENT, dial(OUTSIDE))).toBe('silence');
    await bed.apply(rows(world.name('corp')));
    expect(await print(CLIENT, dial(OUTSIDE))).toBe(NAT_ADDRESS);
  });
});
