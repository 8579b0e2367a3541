/** Datagrams, weights and stickiness, seen from inside the namespaces. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KernelBed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  byKey,
  CHECK,
  CLIENT,
  CONSUMER,
  ENDPOINT_ADDRESS,
  groupRow,
  instanceRow,
  listenerRow,
  listenerWith,
  NODE_ADDRESS,
  PORT,
  PROVIDER,
  portRow,
  SHARED_ADDRESS,
  TARGET,
  UNATTACHED_ROWS,
} from '../../../test/support/twoVpcs.ts';
import type { GroupRow, ListenerGroup, ProgramRow } from '../../program/rows.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const NEIGHBOUR = 'i-0aaaaaaaaaaaaaaa9';
const NEIGHBOUR_ADDRESS = '10.0.0.11';
const FIRST = { targets: [{ address: SHARED_ADDRESS, port: PORT, check: CHECK }] };
const SECOND = { targets: [{ address: NEIGHBOUR_ADDRESS, port: PORT, check: CHECK }] };

/** Everything may go everywhere: only balancing is looked at. */
const OPEN: readonly ProgramRow[] = [
  open(PROVIDER, 'sg-0aaaaaaaaaaaaaaa1'),
  open(CONSUMER, 'sg-0bbbbbbbbbbbbbbb2'),
  instanceRow(NEIGHBOUR, PROVIDER),
  portRow('eni-0a99999999999999', PROVIDER, NEIGHBOUR, NEIGHBOUR_ADDRESS, 'sg-0aaaaaaaaaaaaaaa1'),
];
const DATAGRAMS: ProgramRow = { ...listenerRow, id: `${listenerRow.id}/udp`, protocol: 17 };

function open(vpcId: string, groupId: string): GroupRow {
  const row = groupRow(vpcId, groupId, { cidr: '0.0.0.0/0' });
  return { ...row, ingress: [{ id: 'sgr-0', peer: { cidr: '0.0.0.0/0' } }] };
}

function rows(base: readonly ProgramRow[], ...others: ProgramRow[]): ProgramRow[] {
  return [...byKey([...base, ...OPEN, ...others]).values()];
}

describe.skipIf(missing)('balancing', () => {
  const bed = new KernelBed();

  beforeAll(async () => {
    await bed.apply(rows(ATTACHED_ROWS, DATAGRAMS));
    for (const [instance, name] of [
      [TARGET, 'first'],
      [NEIGHBOUR, 'second'],
    ] as const) {
      const server = bed.start(
        instance,
        `require('net').createServer((s) => s.end('${name}')).listen(${PORT}, () => {
           const u = require('dgram').createSocket('udp4');
           u.on('message', (m, from) => {
             u.send('${name} sees ' + from.address, from.port, from.address);
           });
           u.bind(${PORT}, () => console.log('up'));
         });`,
      );
      await until(server, /up/);
    }
  });
  beforeEach(() => bed.apply(rows(ATTACHED_ROWS, DATAGRAMS)));
  afterAll(() => bed.clear());

  const answer = async (from: string, address: string) => {
    const client = bed.start(
      from,
      `const u = require('dgram').createSocket('udp4');
       u.on('message', (m) => { console.log(String(m)); process.exit(); });
       setTimeout(() => { console.log('silence'); process.exit(); }, 1000);
       u.send('hello', ${PORT}, '${address}');`,
    );
    await until(client, /\n/);
    return client.text.trim();
  };

  /** Which server answered how often. */
  const counts = async (from: string, address: string, connections: number) => {
    const client = bed.start(
      from,
      `const counts = { first: 0, second: 0, refused: 0 }; let left = ${connections};
       const next = () => {
         if (left-- === 0) return console.log(JSON.stringify(counts));
         const s = require('net').connect(${PORT}, '${address}');
         s.once('data', (d) => { counts[String(d)] += 1; s.destroy(); next(); });
         s.on('error', () => { counts.refused += 1; next(); });
       };
       next();`,
    );
    await until(client, /\n/);
    return JSON.parse(client.text) as { first: number; second: number; refused: number };
  };

  const balance = (...groups: Partial<ListenerGroup>[]) =>
    bed.apply(rows(ATTACHED_ROWS, listenerWith(...groups)));

  it('carries datagrams through an endpoint: the target sees the node, and its answer comes back', async () => {
    expect(await answer(CLIENT, ENDPOINT_ADDRESS)).toBe(`first sees ${NODE_ADDRESS}`);
  });

  it('carries datagrams of its own VPC, where the target sees the client', async () => {
    const preserving = { ...listenerWith({ preserveClientIp: true }), id: DATAGRAMS.id, protocol: 17 };
    await bed.apply(rows(ATTACHED_ROWS, preserving));
    expect(await answer(NEIGHBOUR, NODE_ADDRESS)).toBe(`first sees ${NEIGHBOUR_ADDRESS}`);
  });

  it('has nobody answer datagrams without a listener for them, or without an attachment', async () => {
    await bed.apply(rows(ATTACHED_ROWS));
    expect(await answer(CLIENT, ENDPOINT_ADDRESS)).toBe('silence');
    await bed.apply(rows(UNATTACHED_ROWS, DATAGRAMS));
    expect(await answer(CLIENT, ENDPOINT_ADDRESS)).toBe('silence');
  });

  it('stops datagrams that are under way and that nobody answers when the connection is rejected', async () => {
    const listener = bed.start(
      TARGET,
      `const u = require('dgram').createSocket('udp4');
       u.on('message', () => console.log('heard')); u.bind(${PORT + 1}, () => console.log('up'));`,
    );
    await until(listener, /up/);
    const toOther = listenerWith({ targets: [{ address: SHARED_ADDRESS, port: PORT + 1, check: CHECK }] });
    const oneWay = { ...toOther, id: 'other', protocol: 17, port: PORT + 1 };
    await bed.apply(rows(ATTACHED_ROWS, oneWay));
    bed.start(
      CLIENT,
      `const u = require('dgram').createSocket('udp4');
       setInterval(() => u.send('quiet', ${PORT + 1}, '${ENDPOINT_ADDRESS}'), 20);`,
    );
    await until(listener, /heard/);
    await bed.apply(rows(UNATTACHED_ROWS, oneWay));
    const before = listener.text.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(listener.text.length - before).toBeLessThan('heard\n'.length * 2);
  });

  it('divides connections among target groups by their weights', async () => {
    await balance({ ...FIRST, weight: 80 }, { ...SECOND, weight: 20 });
    const { first, second } = await counts(CLIENT, ENDPOINT_ADDRESS, 500);
    expect(first + second).toBe(500);
    expect(second).toBeGreaterThan(60);
    expect(second).toBeLessThan(150);
  });

  it('sends nothing to a group of weight 0, and with no other weight refuses', async () => {
    await balance({ ...FIRST, weight: 0 }, { ...SECOND, weight: 1 });
    expect(await counts(CLIENT, ENDPOINT_ADDRESS, 30)).toEqual({ first: 0, second: 30, refused: 0 });
    await balance({ ...FIRST, weight: 0 });
    expect(await counts(CLIENT, ENDPOINT_ADDRESS, 3)).toEqual({ first: 0, second: 0, refused: 3 });
  });

  it('keeps a client with its target where the group is sticky', async () => {
    const both = [...FIRST.targets, ...SECOND.targets];
    await balance({ targets: both, sticky: true });
    const { first, second } = await counts(CLIENT, ENDPOINT_ADDRESS, 40);
    expect([first, second].sort((a, b) => a - b)).toEqual([0, 40]);
  });
});
