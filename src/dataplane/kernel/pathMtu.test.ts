/** Sizes of packets, pieces of them, and what ICMP says of them, through both translations of an endpoint. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/agentBed.ts';
import { KernelBed, type Printed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  byKey,
  CHECK,
  CLIENT,
  CONSUMER,
  ENDPOINT_ADDRESS,
  groupRow,
  listenerWith,
  NODE_ADDRESS,
  PORT,
  PROVIDER,
  SHARED_ADDRESS,
  TARGET,
} from '../../../test/support/twoVpcs.ts';
import type { GroupRow, ProgramRow } from '../../program/rows.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const SOCKETS = fileURLToPath(new URL('../../../test/support/rawSockets.cjs', import.meta.url));
const CLOSED_PORT = 81;
/** A UDP datagram that fills a packet of PrivateLink's 8500 bytes. */
const FITTING = 8500 - 28;
/** What is left of such a packet for TCP. */
const FITTING_SEGMENT = 8500 - 40;
const BYTES = 3_000_000;

const ROWS: readonly ProgramRow[] = [
  ...byKey([
    ...ATTACHED_ROWS,
    open(PROVIDER, 'sg-0aaaaaaaaaaaaaaa1'),
    open(CONSUMER, 'sg-0bbbbbbbbbbbbbbb2'),
    ...[PORT, CLOSED_PORT].map((port) => ({
      ...listenerWith({ targets: [{ address: SHARED_ADDRESS, port, check: CHECK }] }),
      id: `udp/${port}`,
      protocol: 17,
      port,
    })),
  ]).values(),
];

function open(vpcId: string, groupId: string): GroupRow {
  const row = groupRow(vpcId, groupId, { cidr: '0.0.0.0/0' });
  return { ...row, ingress: [{ id: 'sgr-0', peer: { cidr: '0.0.0.0/0' } }] };
}

/** Answers with as many bytes as it is asked for, or by an ICMP error about the question. */
const TARGET_SCRIPT = `
  const { listen, icmpText, icmpError, mssOf } = require('${SOCKETS}');
  listen(1, (packet) => console.log(icmpText(packet)));
  listen(6, (packet) => mssOf(packet) && console.log('asked with ' + mssOf(packet)));
  require('dgram').createSocket('udp4', function (data, { address, port }) {
    console.log('heard ' + data.length + ' from ' + address);
    const [what, type, code] = String(data.subarray(0, 40)).split(' ');
    if (what !== 'icmp') return this.send(Buffer.alloc(Number(what)), port, address);
    icmpError(Number(type), Number(code), { from: [address, port], to: ['${SHARED_ADDRESS}', ${PORT}] });
  }).bind(${PORT}, () => console.log('listening'));
  require('net').createServer({ allowHalfOpen: true }, (socket) => {
    let bytes = 0;
    socket.on('error', () => undefined);
    socket.on('data', (data) => { bytes += data.length; });
    socket.on('end', () => { console.log('counted ' + bytes); socket.end(Buffer.alloc(bytes)); });
  }).listen(${PORT});`;

const datagram = (text: string, size: number, port = PORT) => `
  const { listen, icmpText } = require('${SOCKETS}');
  listen(1, (packet) => console.log(icmpText(packet)));
  const socket = require('dgram').createSocket('udp4', (data) => console.log('answer of ' + data.length));
  const sent = Buffer.alloc(${size}, ' ');
  sent.write('${text} ');
  socket.bind(0, () => {
    console.log('port ' + socket.address().port);
    socket.send(sent, ${port}, '${ENDPOINT_ADDRESS}');
  });`;

const stream = `
  const { listen, icmpText, mssOf } = require('${SOCKETS}');
  listen(1, (packet) => console.log(icmpText(packet)));
  listen(6, (packet) => mssOf(packet) && console.log('told ' + mssOf(packet)));
  let bytes = 0;
  const socket = require('net').connect({ host: '${ENDPOINT_ADDRESS}', port: ${PORT}, allowHalfOpen: true });
  socket.on('data', (data) => { bytes += data.length; });
  socket.on('error', (error) => console.log(error.code));
  socket.on('end', () => console.log('counted ' + bytes));
  socket.end(Buffer.alloc(${BYTES}, 'x'));`;

describe.skipIf(missing).each([
  ['without the flow cache', false],
  ['with the flow cache', true],
])('through an endpoint %s', (_, flowCache) => {
  let bed: KernelBed;
  let target: Printed;
  let isCached = false;
  beforeAll(async () => {
    bed = new KernelBed();
    isCached = (await bed.restart({ wanted: flowCache })) && flowCache;
    await bed.apply(ROWS);
    target = bed.start(TARGET, TARGET_SCRIPT);
    await until(target, /listening/);
  });
  afterAll(() => bed.clear());

  const hears = async (from: number, pattern: RegExp) =>
    eventually(() => pattern.test(target.text.slice(from)), `the target hears ${pattern}`);
  /** What the client is told within a while. */
  const toldOf = async (script: string) => {
    const client = bed.start(CLIENT, `${script} setTimeout(() => console.log('over'), 400);`);
    await until(client, /over/);
    client.stop();
    return client.text.replace(/port \d+\n/, '').replace('over\n', '');
  };

  it.each([
    [FITTING, FITTING],
    [20_000, 20_000],
    [40, 60_000],
    [60_000, 40],
  ])(
    'a datagram of %d bytes goes, and one of %d comes back, in as many pieces as it takes',
    async (there, back) => {
      const from = target.text.length;
      const client = bed.start(CLIENT, datagram(`${back}`, there));
      await until(client, new RegExp(`answer of ${back}\n`));
      await hears(from, new RegExp(`heard ${there} from ${NODE_ADDRESS}`));
      client.stop();
    },
  );

  it('a packet that is to stay whole and does not fit goes nowhere, and nobody is told', async () => {
    const from = target.text.length;
    expect(await toldOf(datagram('40', FITTING + 1))).toBe('');
    expect(target.text.slice(from)).toBe('');
    expect(await toldOf(datagram(`${FITTING + 1}`, 40))).toBe('');
    expect(target.text.slice(from)).toBe(`heard 40 from ${NODE_ADDRESS}\n`);
    expect(await toldOf(datagram(`${FITTING}`, FITTING))).toBe(`answer of ${FITTING}\n`);
  });

  it('both ends of a connection are told what fits, and it fits', async () => {
    const from = target.text.length;
    const client = bed.start(CLIENT, stream);
    await until(client, new RegExp(`counted ${BYTES}`));
    await hears(from, new RegExp(`counted ${BYTES}`));
    expect(client.text).toMatch(`told ${FITTING_SEGMENT}\n`);
    expect(target.text.slice(from)).toMatch(`asked with ${FITTING_SEGMENT}\n`);
    expect(client.text + target.text.slice(from)).not.toContain('icmp');
    client.stop();
  });

  it('a closed port is the endpoint’s, as the client sees it', async () => {
    const client = bed.start(CLIENT, datagram('40', 40, CLOSED_PORT));
    await until(client, /icmp/);
    const [, port] = /port (\d+)/.exec(client.text) ?? [];
    const about = `${SHARED_ADDRESS}:${port} > ${ENDPOINT_ADDRESS}:${CLOSED_PORT}`;
    expect(client.text).toContain(`icmp 3/3 from ${ENDPOINT_ADDRESS} about ${about}\n`);
    client.stop();
  });

  it.each([
    [3, 4, 'what fits beyond the target'],
    [3, 13, 'a refusal'],
    [11, 1, 'pieces that were not put together in time'],
  ])(
    'ICMP %d/%d from the target (%s) reaches the client with the addresses that it knows',
    async (type, code) => {
      const client = bed.start(CLIENT, datagram(`icmp ${type} ${code}`, 40));
      await until(client, /icmp/);
      const [, port] = /port (\d+)/.exec(client.text) ?? [];
      const about = `${SHARED_ADDRESS}:${port} > ${ENDPOINT_ADDRESS}:${PORT}`;
      expect(client.text).toContain(`icmp ${type}/${code} from ${ENDPOINT_ADDRESS} about ${about}\n`);
      client.stop();
    },
  );

  it.each([1, 2, 3])(
    'a packet that ends after %d routers says so under the endpoint’s address',
    async (ttl) => {
      const source = 40_000 + ttl;
      const client = bed.start(
        CLIENT,
        `const { listen, icmpText, sendUdp } = require('${SOCKETS}');
       listen(1, (packet) => console.log(icmpText(packet)));
       sendUdp('${ENDPOINT_ADDRESS}', ${source}, ${PORT}, Buffer.from('40'), { ttl: ${ttl} });`,
      );
      await until(client, /icmp/);
      const about = `${SHARED_ADDRESS}:${source} > ${ENDPOINT_ADDRESS}:${PORT}`;
      expect(client.text).toBe(`icmp 11/0 from ${ENDPOINT_ADDRESS} about ${about}\n`);
      client.stop();
    },
  );

  it.each([CLIENT, TARGET])(
    'a connection whose end at %s may send pieces is left to nft, and goes',
    async (end) => {
      const setting = (value: number) =>
        `require('fs').writeFileSync('/proc/sys/net/ipv4/ip_no_pmtu_disc', '${value}'); console.log('set');`;
      if (isCached) await expect.poll(() => bed.flowCache.flows(), { timeout: 10_000 }).toEqual([]);
      await until(bed.start(end, setting(1)), /set/);
      const client = bed.start(CLIENT, `${stream} setInterval(() => undefined, 1000);`);
      await until(client, new RegExp(`counted ${BYTES}`));
      if (isCached) expect(await bed.flowCache.flows()).toEqual([]);
      await until(bed.start(end, setting(0)), /set/);
      client.stop();
    },
  );
});
