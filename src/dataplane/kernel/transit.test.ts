/** Transit gateways and the real kernel: who reaches whom, by the tables of VPCs and of the gateway. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/agentBed.ts';
import { KernelBed, type Printed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  CONSUMER,
  ENDPOINT_ADDRESS,
  groupRow,
  instanceRow,
  PORT,
  portRow,
  routesRow,
  TARGET,
  vpcRow,
} from '../../../test/support/twoVpcs.ts';
import { tableNumber, transitLinkName, transitTableNumber } from '../../program/interfaceNames.ts';
import type { AclEntry, ProgramRow } from '../../program/rows.ts';
import type { TransitLinkRow, TransitRoute, TransitRoutesRow } from '../../program/transitRows.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const GATEWAY = 'tgw-0eeeeeeeeeeeeeee1';

/** A VPC 10.N.0.0/16 with an instance 10.N.0.10, whose table leads all private addresses to the gateway. */
function network(digit: string, number: number) {
  const vpcId = `vpc-0e${digit.repeat(15)}`;
  const groupId = `sg-0e${digit.repeat(15)}`;
  const instanceId = `i-0e${digit.repeat(15)}`;
  const link = `tgw-attach-0e${digit.repeat(15)}`;
  const block = `10.${number}.0.0/16`;
  const address = `10.${number}.0.10`;
  const tableId = `rtb-0${digit}eeeeeeeeeeeeeee`;
  const port = portRow(`eni-0${digit}eeeeeeeeeeee${digit}1`, vpcId, instanceId, address, groupId);
  return {
    vpcId,
    instanceId,
    link,
    block,
    address,
    rows: [
      {
        ...vpcRow(vpcId, `240.0.${64 * number}.0/18`),
        cidrs: [block],
        resolverAddresses: [`10.${number}.0.2`],
      },
      groupRow(vpcId, groupId, { cidr: '10.0.0.0/8' }),
      instanceRow(instanceId, vpcId),
      { ...port, gateway: `10.${number}.0.1`, table: tableNumber(tableId) },
      routesRow(
        tableId,
        vpcId,
        [{ destination: '10.0.0.0/8', via: { link: transitLinkName(link), row: `transitLink/${link}` } }],
        [block],
      ),
    ] as readonly ProgramRow[],
  };
}

type Network = ReturnType<typeof network>;

const ONE = network('1', 1);
const TWO = network('2', 2);
const THREE = network('3', 3);
const SHARED = 'tgw-rtb-0e1eeeeeeeeeeeee1';
const ISOLATED = 'tgw-rtb-0e2eeeeeeeeeeeee2';

function linkOf({ link: id, vpcId, block }: Network, tableId?: string): TransitLinkRow {
  const routedBy = tableId === undefined ? {} : { routedBy: transitTableNumber(tableId) };
  return { kind: 'transitLink', id, transitId: GATEWAY, vpcId, cidrs: [block], ...routedBy };
}

function tableOf(id: string, routes: readonly TransitRoute[]): TransitRoutesRow {
  return { kind: 'transitRoutes', id, transitId: GATEWAY, table: transitTableNumber(id), routes };
}

const to = ({ link, block }: Network, destination = block): TransitRoute => ({
  destination,
  via: { transitLink: link },
});
const nowhere = (destination: string): TransitRoute => ({ destination, via: 'blackhole' });

const GATEWAY_ROW: ProgramRow = { kind: 'transit', id: GATEWAY };
const NETWORKS = [ONE, TWO, THREE].flatMap(({ rows }) => rows);
const ALL_SHARED = [ONE, TWO, THREE].map((each) => linkOf(each, SHARED));
const MESH = tableOf(SHARED, [to(ONE), to(TWO), to(THREE)]);
const CONNECTED: readonly ProgramRow[] = [...NETWORKS, GATEWAY_ROW, ...ALL_SHARED, MESH];

/** Says who it sees, and ticks. */
const SERVER = `
  require('net').createServer((socket) => {
    socket.write('from ' + socket.remoteAddress.replace('::ffff:', '') + '\\n');
    const timer = setInterval(() => socket.write('tick\\n'), 20);
    socket.on('data', () => undefined);
    socket.on('error', () => undefined);
    socket.on('close', () => clearInterval(timer));
  }).listen(${PORT}, () => console.log('listening'));`;

const clientOf = (host: string) => `
  const socket = require('net').connect(${PORT}, '${host}');
  socket.on('data', (data) => process.stdout.write(data));
  socket.on('connect', () => setInterval(() => socket.write('.'), 20));
  socket.on('error', (error) => console.log('ended ' + error.code));`;

const ticks = (printed: Printed) => printed.text.split('tick').length - 1;

describe.skipIf(missing).each([
  ['without the flow cache', false],
  ['with the flow cache', true],
])('a transit gateway %s', (_how, wanted) => {
  let bed: KernelBed;
  beforeAll(async () => {
    bed = new KernelBed();
    if (wanted && !(await bed.restart())) console.warn('the flow cache cannot be had here');
    await bed.apply(CONNECTED);
    for (const { instanceId } of [ONE, TWO, THREE]) {
      await until(bed.start(instanceId, SERVER), /listening/);
    }
  });
  afterAll(() => bed.clear());

  const dial = (from: Network, host: string) => bed.start(from.instanceId, clientOf(host));
  const ask = (from: Network, to: string, expected: 'answer' | 'silence') =>
    bed.asker(from.instanceId).ask({ kind: 'tcp', to, port: PORT }, expected);
  const reaches = async (from: Network, { address }: Network) =>
    expect(await ask(from, address, 'answer')).toBe(`from ${from.address}`);
  const doesNotReach = async (from: Network, { address }: Network) =>
    expect(await ask(from, address, 'silence')).toBe('silence');
  const goesOn = async (client: Printed) => {
    const before = ticks(client);
    await eventually(() => ticks(client) > before + 3, 'data flows on');
  };

  it('carries connections between VPCs, under the addresses that they have', async () => {
    await reaches(ONE, TWO);
    await reaches(TWO, ONE);
    await reaches(THREE, TWO);
  });

  it('routes by the table that a VPC is associated with', async () => {
    const spoke = tableOf(ISOLATED, [to(ONE)]);
    const links = [linkOf(ONE, SHARED), linkOf(TWO, ISOLATED), linkOf(THREE, ISOLATED)];
    await bed.apply([...NETWORKS, GATEWAY_ROW, ...links, MESH, spoke]);
    await reaches(ONE, TWO);
    await reaches(THREE, ONE);
    await doesNotReach(TWO, THREE);
    await bed.apply(CONNECTED);
    await reaches(TWO, THREE);
  });

  it('takes the longest prefix, and drops what a black hole is for', async () => {
    const routes = [to(TWO, '10.0.0.0/8'), to(ONE), nowhere(`${THREE.address}/32`)];
    await bed.apply([...NETWORKS, GATEWAY_ROW, ...ALL_SHARED, tableOf(SHARED, routes)]);
    await reaches(ONE, TWO);
    await doesNotReach(ONE, THREE);
    await bed.apply(CONNECTED);
  });

  it('is out of reach in zones where it has no subnet, either way', async () => {
    const cutOff = CONNECTED.map(
      (row): ProgramRow =>
        row.kind === 'port' && row.instanceId === ONE.instanceId ? { ...row, outOfReach: [ONE.link] } : row,
    );
    await bed.apply(cutOff);
    await Promise.all([doesNotReach(ONE, TWO), doesNotReach(TWO, ONE)]);
    await reaches(TWO, THREE);
    await bed.apply(CONNECTED);
    await reaches(ONE, TWO);
  });

  it('lets nothing through for a VPC that no table routes', async () => {
    const links = [linkOf(ONE), linkOf(TWO, SHARED), linkOf(THREE, SHARED)];
    await bed.apply([...NETWORKS, GATEWAY_ROW, ...links, MESH]);
    await Promise.all([doesNotReach(ONE, TWO), doesNotReach(TWO, ONE)]);
    await reaches(TWO, THREE);
    await bed.apply(CONNECTED);
  });

  it('comes out of its attachment’s subnet, by whose ACL it is judged, and goes in unjudged', async () => {
    const { vpcId } = TWO;
    const all = { number: 100, allow: true, cidr: '0.0.0.0/0' };
    const having = (ingress: readonly AclEntry[], egress: readonly AclEntry[]) =>
      bed.apply([
        ...CONNECTED.map((row) =>
          row.kind === 'transitLink' && row.vpcId === vpcId ? { ...row, subnetId: 'subnet-0e' } : row,
        ),
        { kind: 'subnet', id: 'subnet-0e', vpcId, cidrs: ['10.2.255.0/28'], aclId: 'acl-0e' },
        { kind: 'acl', id: 'acl-0e', vpcId, ingress, egress },
      ]);
    await having([], [all]);
    await reaches(ONE, TWO);
    await reaches(TWO, ONE);
    await having([all], [{ number: 90, allow: false, cidr: `${TWO.address}/32` }, all]);
    await Promise.all([doesNotReach(ONE, TWO), doesNotReach(TWO, ONE)]);
    await bed.apply(CONNECTED);
  });

  it('brings a VPC no packet that bears one of its own addresses', async () => {
    const heard = bed.start(
      TWO.instanceId,
      `const socket = require('dgram').createSocket('udp4');
       socket.on('message', (data, { address }) => console.log('heard from ' + address));
       socket.bind(${PORT}, () => console.log('bound'));`,
    );
    await until(heard, /bound/);
    const open = CONNECTED.map(
      (row): ProgramRow =>
        row.kind === 'group' ? { ...row, ingress: [{ id: 'sgr-0e', peer: { cidr: '0.0.0.0/0' } }] } : row,
    );
    const forging = open.map((row) =>
      row.kind === 'port' && row.instanceId === ONE.instanceId ? { ...row, anySource: true as const } : row,
    );
    await bed.apply(forging);
    const send = (address: string) => `
      const ip = (verb) => require('child_process').execFileSync('/sbin/ip', ['address', verb, '${address}/32', 'dev', 'lo']);
      ip('add');
      const socket = require('dgram').createSocket('udp4');
      socket.bind(0, '${address}', () => socket.send('x', ${PORT}, '${TWO.address}', () => {
        ip('del');
        console.log('sent');
        socket.close();
      }));`;
    await until(bed.start(ONE.instanceId, send('10.2.0.77')), /sent/);
    await until(bed.start(ONE.instanceId, send('192.0.2.77')), /sent/);
    await until(heard, /heard from 192.0.2.77/);
    expect(heard.text).not.toContain('10.2.0.77');
    await bed.apply(CONNECTED);
  });

  it('keeps connections through repairs and under a new agent, and cuts them when a VPC leaves', async () => {
    const client = dial(ONE, TWO.address);
    await goesOn(client);
    await bed.repair();
    await bed.restart({ wanted });
    await bed.apply(CONNECTED);
    await goesOn(client);
    const left = [ONE, THREE];
    await bed.apply([
      ...NETWORKS.map((row) => (TWO.rows.includes(row) ? cut(row) : row)),
      GATEWAY_ROW,
      ...left.map((each) => linkOf(each, SHARED)),
      tableOf(
        SHARED,
        left.map((each) => to(each)),
      ),
    ]);
    await doesNotReach(ONE, TWO);
    const before = ticks(client);
    await reaches(ONE, THREE);
    await doesNotReach(ONE, TWO);
    expect(ticks(client)).toBe(before);
    client.stop();
    await bed.apply(CONNECTED);
    await reaches(ONE, TWO);
  });

  it('carries what fills its 8500 bytes, and tells ends to send no larger segments', async () => {
    const sizes = bed.start(
      TWO.instanceId,
      `require('net').createServer((socket) => {
         let bytes = 0;
         socket.on('data', (data) => { bytes += data.length; if (bytes === 2000000) socket.end('all'); });
       }).listen(8080, () => console.log('listening'));`,
    );
    await until(sizes, /listening/);
    const open = CONNECTED.map(
      (row): ProgramRow =>
        row.kind === 'group' ? { ...row, ingress: [{ id: 'sgr-0e', peer: { cidr: '10.0.0.0/8' } }] } : row,
    );
    await bed.apply(open);
    const sender = bed.start(
      ONE.instanceId,
      `const socket = require('net').connect(8080, '${TWO.address}');
       socket.on('data', (data) => console.log(String(data)));
       socket.write(Buffer.alloc(2000000));`,
    );
    await until(sender, /all/);
    await bed.apply(CONNECTED);
  });

  it('brings clients of other VPCs to an interface endpoint, and the answers back', async () => {
    const tableId = 'rtb-0bbbbbbbbbbbbbbb2';
    const link = 'tgw-attach-0ebbbbbbbbbbbbbb2';
    const consumer: Network = { ...ONE, vpcId: CONSUMER, link, block: '10.0.0.0/16' };
    const rows = ATTACHED_ROWS.map((row): ProgramRow => {
      if (row.kind === 'endpoint') return { ...row, table: tableNumber(tableId) };
      if (row.kind !== 'group' || row.vpcId !== CONSUMER) return row;
      return { ...row, ingress: [{ id: 'sgr-0e', peer: { cidr: '10.2.0.0/16' } }] };
    });
    const back = {
      destination: '10.2.0.0/16',
      via: { link: transitLinkName(link), row: `transitLink/${link}` },
    };
    const free = ['240.1.64.0/18', '240.1.128.0/18', '240.1.192.0/18'];
    const others = NETWORKS.map((row) =>
      row.kind === 'vpc' ? { ...row, fabricBlock: free.shift() ?? '' } : row,
    );
    await bed.apply([
      ...rows,
      ...others,
      routesRow(tableId, CONSUMER, [back]),
      GATEWAY_ROW,
      ...ALL_SHARED,
      linkOf(consumer, SHARED),
      tableOf(SHARED, [to(ONE), to(TWO), to(THREE), to(consumer)]),
    ]);
    await until(bed.start(TARGET, SERVER), /listening/);
    const client = dial(TWO, ENDPOINT_ADDRESS);
    await until(client, /from 10\.0\.0\.20\n/);
    await goesOn(client);
    client.stop();
    expect(await ask(THREE, ENDPOINT_ADDRESS, 'silence')).toBe('silence');
    await bed.apply(CONNECTED);
  });

  it('leaves nothing behind', async () => {
    await bed.apply(CONNECTED);
    expect(existsSync(bed.pathOf(GATEWAY))).toBe(true);
    await bed.apply(NETWORKS.map(cut));
    expect(existsSync(bed.pathOf(GATEWAY))).toBe(false);
  });
});

/** A VPC's table without the link. */
function cut(row: ProgramRow): ProgramRow {
  return row.kind === 'routes'
    ? { ...row, routes: row.routes.map((each) => ({ ...each, via: 'blackhole' })) }
    : row;
}
