/** Network ACLs, seen from inside the namespaces, with the flow cache and without. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/agentBed.ts';
import { KernelBed, type Printed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  byKey,
  CLIENT,
  CONSUMER,
  instanceRow,
  listenerWith,
  PORT,
  PROVIDER,
  portRow,
  SHARED_ADDRESS,
  TARGET,
} from '../../../test/support/twoVpcs.ts';
import type { AclEntry, AclRow, ListenerRow, ProgramRow, SubnetRow } from '../../program/rows.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const [ENDPOINT_ADDRESS, NODE_ADDRESS] = ['10.0.1.30', '10.0.1.20'];
const NEIGHBOUR = 'i-0bbbbbbbbbbbbbbb9';
const NEIGHBOUR_ADDRESS = '10.0.0.11';
const INSIDER = 'i-0aaaaaaaaaaaaaaa9';
const EPHEMERAL = { from: 1024, to: 65_535 };
const CLIENT_GROUP = 'sg-0bbbbbbbbbbbbbbb2';
const PROVIDER_GROUP = 'sg-0aaaaaaaaaaaaaaa1';

/** Every place in a subnet and an ACL of its own: client, endpoint, node and target. */
const PLACES = {
  client: { vpcId: CONSUMER, id: 'subnet-0b0', aclId: 'acl-0b0', cidr: '10.0.0.0/24' },
  endpoint: { vpcId: CONSUMER, id: 'subnet-0b1', aclId: 'acl-0b1', cidr: '10.0.1.0/24' },
  node: { vpcId: PROVIDER, id: 'subnet-0a1', aclId: 'acl-0a1', cidr: '10.0.1.0/24' },
  target: { vpcId: PROVIDER, id: 'subnet-0a0', aclId: 'acl-0a0', cidr: '10.0.0.0/24' },
} as const;
type Place = keyof typeof PLACES;
type Lists = Partial<Pick<AclRow, 'ingress' | 'egress'>>;

const entry = (number: number, allow: boolean, more: Partial<AclEntry> = {}): AclEntry => ({
  number,
  allow,
  cidr: '0.0.0.0/0',
  ...more,
});
const tcp = (from: number, to = from): Partial<AclEntry> => ({ protocol: 6, ports: { from, to } });
const OPEN = [entry(100, true)];

function placed(row: ProgramRow): ProgramRow {
  switch (row.kind) {
    case 'port':
      if (row.instanceId === INSIDER) return { ...row, gateway: '10.0.2.1' };
      return { ...row, subnetId: (row.vpcId === CONSUMER ? PLACES.client : PLACES.target).id };
    case 'endpoint':
      return { ...row, address: ENDPOINT_ADDRESS, subnetId: PLACES.endpoint.id };
    case 'node':
      return { ...row, address: NODE_ADDRESS, subnetId: PLACES.node.id };
    case 'listener':
      return { ...row, nodeAddress: NODE_ADDRESS };
    case 'group':
      return { ...row, ingress: [{ id: `${row.ingress[0]?.id}`, peer: { cidr: '10.0.0.0/16' } }] };
    default:
      return row;
  }
}

const ROWS: readonly ProgramRow[] = [
  ...ATTACHED_ROWS,
  instanceRow(NEIGHBOUR, CONSUMER),
  portRow('eni-0b99999999999911', CONSUMER, NEIGHBOUR, NEIGHBOUR_ADDRESS, CLIENT_GROUP),
  instanceRow(INSIDER, PROVIDER),
  portRow('eni-0a99999999999912', PROVIDER, INSIDER, '10.0.2.12', PROVIDER_GROUP),
].map(placed);

/** The rows with these lists; an ACL or a direction that is not named allows everything. */
function withAcls(lists: Partial<Record<Place, Lists>>, ...others: ProgramRow[]): ProgramRow[] {
  const acls = Object.entries(PLACES).flatMap(
    ([place, { id, aclId, vpcId, cidr }]): (AclRow | SubnetRow)[] => [
      { kind: 'acl', id: aclId, vpcId, ingress: OPEN, egress: OPEN, ...lists[place as Place] },
      { kind: 'subnet', id, vpcId, cidrs: [cidr], aclId },
    ],
  );
  return [...byKey([...ROWS, ...acls, ...others]).values()];
}

const SERVER = `
  require('net').createServer((socket) => {
    socket.write('from ' + socket.remoteAddress.replace('::ffff:', '') + '\\n');
    const timer = setInterval(() => socket.write('tick\\n'), 20);
    socket.on('data', () => undefined);
    socket.on('error', (error) => console.log('server ' + error.code));
    socket.on('close', () => clearInterval(timer));
  }).listen(${PORT}, () => console.log('listening'));
  require('dgram').createSocket('udp4', function (data, { port, address }) { this.send('echo', port, address); })
    .bind(${PORT});`;

const steady = `
  const socket = require('net').connect({ host: '${ENDPOINT_ADDRESS}', port: ${PORT} });
  socket.on('data', (data) => process.stdout.write(data));
  socket.on('connect', () => {
    console.log('port ' + socket.localPort);
    setInterval(() => socket.write('.'), 20);
  });
  socket.on('error', (error) => console.log('ended ' + error.code));`;

const ticks = (printed: Printed) => printed.text.split('tick').length - 1;

describe.skipIf(missing).each([
  ['without the flow cache', false],
  ['with the flow cache', true],
])('network ACLs %s', (_, flowCache) => {
  let bed: KernelBed;
  let isCached = false;
  beforeAll(async () => {
    bed = new KernelBed();
    isCached = (await bed.restart({ wanted: flowCache })) && flowCache;
    await bed.apply(withAcls({}));
    for (const place of [TARGET, NEIGHBOUR]) await until(bed.start(place, SERVER), /listening/);
  });
  afterAll(() => bed.clear());

  /** What the server says of who asks. */
  const ask = (to = ENDPOINT_ADDRESS, from = CLIENT) =>
    bed.asker(from).ask({ kind: 'tcp', to, port: PORT }, 'answer');
  const hearsNothing = async (to = ENDPOINT_ADDRESS, from = CLIENT) =>
    expect(await bed.asker(from).ask({ kind: 'tcp', to, port: PORT }, 'silence')).toBe('silence');
  /** Of the client that runs, each direction that the flow cache carries: whether it is held. */
  const heldFlows = async ({ text }: Printed) => {
    const [, port] = /port (\d+)/.exec(text) ?? [];
    const flows = isCached ? await bed.flowCache.flows() : [];
    const own = flows.filter(({ sourcePort, sent }) =>
      [sourcePort, sent.destinationPort].includes(Number(port)),
    );
    return own.map(({ isHeld }) => isHeld).sort();
  };
  const datagram = (expected: 'answer' | 'silence', to: string, port: number, from = CLIENT) =>
    bed.asker(from).ask({ kind: 'udp', to, port }, expected);

  it('let pass what they allow in both directions, at each of the four subnets that a connection crosses', async () => {
    await bed.apply(
      withAcls({
        client: {
          egress: [entry(100, true, { cidr: `${ENDPOINT_ADDRESS}/32`, ...tcp(PORT) })],
          ingress: [entry(100, true, { cidr: `${ENDPOINT_ADDRESS}/32`, ...tcp(1024, 65_535) })],
        },
        endpoint: {
          ingress: [entry(100, true, { cidr: `${SHARED_ADDRESS}/32`, ...tcp(PORT) })],
          egress: [entry(100, true, { cidr: `${SHARED_ADDRESS}/32`, ...tcp(1024, 65_535) })],
        },
        node: {
          egress: [entry(100, true, { cidr: '10.0.0.0/24', ...tcp(PORT) })],
          ingress: [entry(100, true, { cidr: '10.0.0.0/24', ...tcp(1024, 65_535) })],
        },
        target: {
          ingress: [entry(100, true, { cidr: `${NODE_ADDRESS}/32`, ...tcp(PORT) })],
          egress: [entry(100, true, { cidr: `${NODE_ADDRESS}/32`, ...tcp(1024, 65_535) })],
        },
      }),
    );
    expect(await ask()).toBe(`from ${NODE_ADDRESS}`);
    await hearsNothing(SHARED_ADDRESS, INSIDER);
  });

  it.each<[Place, 'ingress' | 'egress', Partial<AclEntry>, string]>([
    ['client', 'egress', tcp(PORT), 'the request as it leaves the client’s subnet'],
    ['endpoint', 'ingress', tcp(PORT), 'the request as it enters the endpoint’s'],
    ['node', 'egress', tcp(PORT), 'the request as it leaves the node’s'],
    ['target', 'ingress', tcp(PORT), 'the request as it enters the target’s'],
    ['target', 'egress', { protocol: 6, ports: EPHEMERAL }, 'the answer as it leaves the target’s'],
    ['node', 'ingress', { protocol: 6, ports: EPHEMERAL }, 'the answer as it enters the node’s'],
    ['endpoint', 'egress', { protocol: 6, ports: EPHEMERAL }, 'the answer as it leaves the endpoint’s'],
    ['client', 'ingress', { protocol: 6, ports: EPHEMERAL }, 'the answer as it enters the client’s'],
  ])('at the subnet of the %s, %s, stop and let go on (%j: %s)', async (place, direction, denied) => {
    await bed.apply(withAcls({}));
    const running = bed.start(CLIENT, steady);
    await eventually(() => ticks(running) > 2, 'data flows');
    expect(await heldFlows(running)).toEqual(isCached ? [false, false] : []);
    await bed.apply(withAcls({ [place]: { [direction]: [entry(50, false, denied), ...OPEN] } }));
    await hearsNothing();
    const held = running.text;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(running.text).toBe(held);
    expect(await heldFlows(running)).toEqual(isCached ? [false, true] : []);
    await bed.apply(withAcls({}));
    await eventually(() => ticks(running) > held.split('tick').length + 2, 'the same connection goes on');
    running.stop();
  });

  it('that deny the answer to a first packet leave its sender waiting, until they allow it', async () => {
    await bed.apply(withAcls({ client: { ingress: [entry(50, false, tcp(1024, 65_535)), ...OPEN] } }));
    const waiting = bed.start(CLIENT, steady);
    await hearsNothing();
    expect(waiting.text).toBe('');
    await bed.apply(withAcls({}));
    await eventually(() => ticks(waiting) > 2, 'data flows');
    waiting.stop();
  });

  it('take the first entry that matches, by number', async () => {
    const at = (...ingress: AclEntry[]) => bed.apply(withAcls({ endpoint: { ingress } }));
    const from = { cidr: `${SHARED_ADDRESS}/32` };
    await at(entry(10, true, { ...from, ...tcp(PORT) }), entry(20, false, from), entry(30, true));
    expect(await ask()).toBe(`from ${NODE_ADDRESS}`);
    await at(entry(10, false, from), entry(20, true, { ...from, ...tcp(PORT) }), entry(30, true));
    await hearsNothing();
    await at();
    await hearsNothing();
  });

  it('do not judge what stays within a subnet, nor what is asked of the resolver', async () => {
    const resolver = bed.start(
      CONSUMER,
      `require('dgram').createSocket('udp4', function (d, { port, address }) { this.send('name', port, address); })
         .bind(53, '10.0.0.2', () => console.log('listening'));`,
    );
    await until(resolver, /listening/);
    await bed.apply(withAcls({ client: { ingress: [], egress: [] } }));
    expect(await ask(NEIGHBOUR_ADDRESS)).toMatch('from');
    expect(await datagram('answer', '10.0.0.2', 53)).toBe('name');
    await hearsNothing();
    resolver.stop();
  });

  it('judge ICMP by type and code', async () => {
    const unreachable = (type: number, code: number) =>
      bed.apply(
        withAcls({
          client: { ingress: [entry(50, false, { protocol: 1, ports: { from: type, to: code } }), ...OPEN] },
        }),
      );
    const asked = (expected: 'answer' | 'silence') => datagram(expected, SHARED_ADDRESS, 9, INSIDER);
    const at = (type: number, code: number) =>
      bed.apply(
        withAcls({
          target: { egress: [entry(50, false, { protocol: 1, ports: { from: type, to: code } }), ...OPEN] },
        }),
      );
    await unreachable(3, 3);
    await at(3, 4);
    expect(await asked('answer')).toBe('ECONNREFUSED');
    await at(3, 3);
    expect(await asked('silence')).toBe('silence');
    await at(3, -1);
    expect(await asked('silence')).toBe('silence');
  });

  it('judge datagrams, and a node’s clients whose address the target sees', async () => {
    const preserving: ListenerRow = {
      ...listenerWith({ preserveClientIp: true }),
      nodeAddress: NODE_ADDRESS,
    };
    const denying = (place: Place, direction: 'ingress' | 'egress', more: Partial<AclEntry>) =>
      bed.apply(withAcls({ [place]: { [direction]: [entry(50, false, more), ...OPEN] } }, preserving));
    await bed.apply(withAcls({}, preserving));
    expect(await ask(NODE_ADDRESS, INSIDER)).toBe('from 10.0.2.12');
    await denying('node', 'ingress', { cidr: '10.0.2.0/24' });
    await hearsNothing(NODE_ADDRESS, INSIDER);
    await denying('node', 'egress', { cidr: '10.0.2.0/24' });
    await hearsNothing(NODE_ADDRESS, INSIDER);
    await denying('node', 'ingress', { cidr: '10.0.0.0/24' });
    await hearsNothing(NODE_ADDRESS, INSIDER);
    await denying('target', 'ingress', { cidr: '10.0.2.0/24', protocol: 17 });
    expect(await ask(NODE_ADDRESS, INSIDER)).toBe('from 10.0.2.12');
    expect(await datagram('silence', SHARED_ADDRESS, PORT, INSIDER)).toBe('silence');
  });

  it('are read back as they were written', async () => {
    const rows = withAcls({ client: { ingress: [entry(50, false, tcp(22)), ...OPEN] } });
    await bed.apply(rows);
    const before = bed.ruleset(CONSUMER);
    expect(before).toContain('acl-0b0:50');
    await bed.restart({ wanted: flowCache });
    await bed.apply(rows);
    expect(bed.ruleset(CONSUMER)).toBe(before);
  });
});
