/** What trace tells of packets between two VPCs with the same addresses. */
import { describe, expect, test } from 'vitest';
import {
  ATTACHED_ROWS,
  byKey,
  CHECK,
  CLIENT,
  CONSUMER,
  ENDPOINT_ADDRESS,
  groupRow,
  HEALTHY,
  instanceRow,
  listenerWith,
  NODE_ADDRESS,
  nodeRow,
  PORT,
  PROVIDER,
  portRow,
  SHARED_ADDRESS,
  TARGET,
  UNATTACHED_ROWS,
} from '../../../test/support/twoVpcs.ts';
import { DesiredState } from '../desired.ts';
import type { HealthTable, ProgramRow } from '../rows.ts';
import type { Exchange, RuleStep, Trace } from './journey.ts';
import { type Packet, TCP, UDP } from './packet.ts';
import { UnknownSender } from './sender.ts';
import { traceOf, tracerOf } from './traceOf.ts';
import { Tracer } from './tracer.ts';

const NEIGHBOUR = 'i-0aaaaaaaaaaaaaaa9';
const NEIGHBOUR_ADDRESS = '10.0.0.11';
const NEIGHBOUR_ROWS: readonly ProgramRow[] = [
  instanceRow(NEIGHBOUR, PROVIDER),
  groupRow(PROVIDER, 'sg-0aaaaaaaaaaaaaaa9', { cidr: '10.0.0.0/16' }),
  portRow('eni-0a99999999999999', PROVIDER, NEIGHBOUR, NEIGHBOUR_ADDRESS, 'sg-0aaaaaaaaaaaaaaa9'),
];

const EVERYTHING = [{ id: 'sgr-0f', peer: { cidr: '0.0.0.0/0' } }];

/** Connects from the client to the endpoint unless told otherwise. */
function connect(
  rows: readonly ProgramRow[],
  { from = CLIENT, to = ENDPOINT_ADDRESS, ...packet }: { from?: string; to?: string } & Partial<Packet> = {},
  health: HealthTable = HEALTHY,
): Exchange {
  const sending = { protocol: TCP, destination: to, destinationPort: PORT, ...packet };
  return tracerOf(byKey(rows), health).exchange({ namespace: from }, sending);
}

function ends({ packet }: Trace): string {
  return `${packet.source}:${packet.sourcePort} → ${packet.destination}:${packet.destinationPort}`;
}

function rules(trace: Trace | undefined): RuleStep[] {
  const steps = trace?.hops.flatMap((hop) => hop.steps) ?? [];
  return steps.filter((step): step is RuleStep => step.kind === 'rule');
}

describe('a connection through an endpoint', () => {
  const { outcome, request, answer, confirmation } = connect(ATTACHED_ROWS);

  test('arrives at the target from the node, and its answer comes back from the endpoint', () => {
    expect(outcome).toBe('answered');
    expect(request.verdict).toEqual({ kind: 'delivered', namespace: TARGET, device: 'eth0', own: true });
    expect(ends(request)).toBe(`${NODE_ADDRESS}:40000 → ${SHARED_ADDRESS}:${PORT}`);
    expect(answer && ends(answer)).toBe(`${ENDPOINT_ADDRESS}:${PORT} → ${SHARED_ADDRESS}:40000`);
    expect(confirmation && ends(confirmation)).toBe(ends(request));
  });

  test('goes by way of the fabric, and back the same way', () => {
    const way = (trace?: Trace) => trace?.hops.map(({ namespace }) => namespace);
    expect(way(request)).toEqual([CLIENT, CONSUMER, 'fabric', PROVIDER, TARGET]);
    expect(way(answer)).toEqual([TARGET, PROVIDER, 'fabric', CONSUMER, CLIENT]);
    expect(request.hops.map((hop) => `${hop.in} ${hop.out}`)).toEqual([
      'undefined eth0',
      'e0bbbbbbbbbbbbb fab0',
      'v0bbbbbbbbbbbbb v0aaaaaaaaaaaaa',
      'fab0 e0aaaaaaaaaaaaa',
      'eth0 undefined',
    ]);
  });

  test('is admitted by rules that are told by their owners, and translated twice', () => {
    const admitting = rules(request).filter(({ owner }) => owner.startsWith('sgr-'));
    expect(admitting.map(({ owner }) => owner)).toEqual([
      'sgr-0bbbbbbbbbbbbbbbe',
      'sgr-0bbbbbbbbbbbbbbb2',
      'sgr-0aaaaaaaaaaaaaaa1',
    ]);
    expect(
      request.connections.map(({ namespace, reply }) => [namespace, reply.source, reply.destination]),
    ).toEqual([
      [CONSUMER, '240.0.64.1', '240.0.128.1'],
      [PROVIDER, SHARED_ADDRESS, NODE_ADDRESS],
    ]);
  });

  test('is refused before acceptance: the endpoint itself says so', () => {
    const before = connect(UNATTACHED_ROWS);
    expect(before.outcome).toBe('refused');
    expect(before.request.verdict).toMatchObject({
      kind: 'rejected',
      namespace: CONSUMER,
      with: 'tcp reset',
    });
    expect(before.answer?.packet).toMatchObject({ source: ENDPOINT_ADDRESS, flags: ['rst', 'ack'] });
  });

  test('is refused at a port without a listener, and where no target is usable', () => {
    const admitting = groupRow(CONSUMER, 'sg-0bbbbbbbbbbbbbbb2', { cidr: '10.0.0.0/16' });
    const open = { ...admitting, ingress: admitting.egress };
    const noListener = connect([...ATTACHED_ROWS, open], { destinationPort: 81 });
    expect(noListener.outcome).toBe('refused');
    expect(rules(noListener.request).flatMap(({ lookups }) => lookups)).toContainEqual({
      set: 'listeners',
      key: `${nodeRow.fabricAddress} . 6 . 81`,
    });
    const noTarget = connect(ATTACHED_ROWS, {}, new Map());
    expect(noTarget.outcome).toBe('refused');
    expect(noTarget.request.verdict).toMatchObject({ kind: 'rejected', namespace: PROVIDER });
  });

  test('is dropped by the groups of whoever does not admit it', () => {
    const closed = { ...groupRow(CONSUMER, 'sg-0bbbbbbbbbbbbbbb2', { cidr: '10.0.0.0/16' }), egress: [] };
    const { outcome: silent, request: dropped } = connect([...ATTACHED_ROWS, closed]);
    expect(silent).toBe('silence');
    expect(dropped.verdict).toMatchObject({
      kind: 'dropped',
      namespace: CONSUMER,
      by: { chain: 'egress-eni-0bbbbbbbbbbbbb10', owner: 'eni-0bbbbbbbbbbbbb10', text: 'drop' },
    });
  });

  test('is dropped on the provider’s side once that does not admit it any more', () => {
    const rows = ATTACHED_ROWS.filter(({ kind }) => kind !== 'admission');
    const { request: dropped } = connect(rows);
    expect(dropped.verdict).toMatchObject({ kind: 'dropped', namespace: PROVIDER });
    expect(rules(dropped).at(-1)?.lookups).toEqual([{ set: 'admitted', key: '240.0.128.1 . 240.0.64.1' }]);
  });

  test('that is under way is reset when acceptance is taken back', () => {
    const tracer = tracerOf(byKey(UNATTACHED_ROWS), HEALTHY);
    const sending = {
      protocol: TCP,
      destination: ENDPOINT_ADDRESS,
      destinationPort: PORT,
      flags: ['ack'] as const,
    };
    const next = tracer.trace({ namespace: CLIENT }, sending, { connections: confirmation?.connections });
    expect(next.verdict).toMatchObject({ kind: 'delivered', namespace: TARGET });
    expect(next.packet.flags).toEqual(['rst']);
  });
});

describe('a packet', () => {
  test('to the resolver is answered by the router, whatever groups say', () => {
    const closed = { ...groupRow(CONSUMER, 'sg-0bbbbbbbbbbbbbbb2', { cidr: '10.0.0.0/16' }), egress: [] };
    const asking = { to: '10.0.0.2', protocol: UDP, destinationPort: 53 };
    const { outcome, request } = connect([...ATTACHED_ROWS, closed], asking);
    expect(outcome).toBe('answered');
    expect(request.verdict).toEqual({ kind: 'answered', namespace: CONSUMER, address: '10.0.0.2' });
  });

  test('goes from instance to instance where a group admits', () => {
    const rows = [...ATTACHED_ROWS, ...NEIGHBOUR_ROWS];
    expect(connect(rows, { from: NEIGHBOUR, to: SHARED_ADDRESS }).outcome).toBe('answered');
    expect(connect(rows, { from: NEIGHBOUR, to: SHARED_ADDRESS, destinationPort: 81 }).outcome).toBe(
      'silence',
    );
  });

  test('to an address that nobody has is dropped', () => {
    const { outcome, request } = connect(ATTACHED_ROWS, { to: '10.0.0.99' });
    expect(outcome).toBe('silence');
    expect(request.verdict).toMatchObject({ kind: 'dropped', by: { chain: 'to_fabric' } });
  });

  test('with a forged source is dropped by the guard’s policy', () => {
    const { request } = connect(ATTACHED_ROWS, { source: '10.0.0.77' });
    expect(request.verdict).toEqual({
      kind: 'dropped',
      namespace: CONSUMER,
      by: { kind: 'policy', chain: 'guard', policy: 'drop' },
    });
  });

  test('begins wherever an address is, a node’s too', () => {
    const tracer = tracerOf(byKey([...ATTACHED_ROWS, ...NEIGHBOUR_ROWS]), HEALTHY);
    const sending = { protocol: TCP, destination: SHARED_ADDRESS, destinationPort: PORT };
    const from = (address: string) => tracer.exchange({ vpcId: PROVIDER, address }, sending);
    expect(from(NEIGHBOUR_ADDRESS).request.hops[0]?.namespace).toBe(NEIGHBOUR);
    const check = from(NODE_ADDRESS);
    expect(check.request.hops[0]?.namespace).toBe(PROVIDER);
    expect(check.outcome).toBe('answered');
    expect(check.answer?.verdict).toEqual({ kind: 'answered', namespace: PROVIDER, address: NODE_ADDRESS });
    expect(() => from('10.0.0.99')).toThrow(UnknownSender);
  });

  test('to a port where nobody listens is refused, in an error about the packet that was sent', () => {
    const datagrams = { ...listenerWith({}), id: 'datagrams', protocol: UDP };
    const open = {
      ...groupRow(PROVIDER, 'sg-0aaaaaaaaaaaaaaa1', { cidr: '10.0.0.0/16' }),
      ingress: EVERYTHING,
    };
    const admitting = {
      ...groupRow(CONSUMER, 'sg-0bbbbbbbbbbbbbbb2', { cidr: '10.0.0.0/16' }),
      ingress: EVERYTHING,
    };
    const tracer = tracerOf(byKey([...ATTACHED_ROWS, datagrams, open, admitting]), HEALTHY);
    const sending = { protocol: UDP, destination: ENDPOINT_ADDRESS, destinationPort: PORT };
    const { outcome, answer } = tracer.exchange({ namespace: CLIENT }, sending, { isClosed: true });
    expect(outcome).toBe('refused');
    expect(answer?.hops[0]?.left).toMatchObject({ type: 3, code: 3, about: { source: NODE_ADDRESS } });
    expect(answer?.packet).toMatchObject({
      source: ENDPOINT_ADDRESS,
      about: { source: SHARED_ADDRESS, destination: ENDPOINT_ADDRESS, destinationPort: PORT },
    });
  });

  test('too long for the fabric goes nowhere, and its sender is not told', () => {
    const { outcome, request } = connect(ATTACHED_ROWS, { length: 9000, dontFragment: true });
    expect(request.verdict).toEqual({ kind: 'tooBig', namespace: CONSUMER, device: 'fab0', mtu: 8500 });
    expect(outcome).toBe('silence');
  });
});

describe('chance', () => {
  const target = (address: string, port = PORT) => ({ address, port, check: CHECK });
  const both = [target(SHARED_ADDRESS), target(NEIGHBOUR_ADDRESS)];
  const reached = (row: ProgramRow) => {
    const rows = byKey([...ATTACHED_ROWS, ...NEIGHBOUR_ROWS, row]);
    const sending = { protocol: TCP, destination: ENDPOINT_ADDRESS, destinationPort: PORT };
    return traceOf(rows, HEALTHY, { namespace: CLIENT }, sending).map(
      ({ request }) => request.packet.destination,
    );
  };

  test('reaches each target once', () => {
    expect(reached(listenerWith({ targets: both }))).toEqual([SHARED_ADDRESS, NEIGHBOUR_ADDRESS]);
  });

  test('reaches each group by its weight, and in it each target', () => {
    const groups = [
      { weight: 80, targets: [target(SHARED_ADDRESS)] },
      { weight: 20, targets: both },
    ];
    expect(reached(listenerWith(...groups))).toEqual([SHARED_ADDRESS, SHARED_ADDRESS, NEIGHBOUR_ADDRESS]);
  });

  test('has no part in where a sticky client goes', () => {
    expect(reached(listenerWith({ targets: both, sticky: true }))).toHaveLength(1);
  });
});

test('a namespace is read when a packet first comes there, and asked by keys from then on', () => {
  const desired = new DesiredState();
  desired.update(byKey(ATTACHED_ROWS), HEALTHY);
  const readings: string[] = [];
  const tracer = new Tracer({
    get: (name: string) => {
      const wanted = desired.namespaces.get(name);
      return (
        wanted &&
        new Proxy(wanted as Map<string, never>, { get: (map, key) => noting(map, key, name, readings) })
      );
    },
  });
  const sending = { protocol: TCP, destination: ENDPOINT_ADDRESS, destinationPort: PORT };
  for (let times = 0; times < 3; times++) tracer.exchange({ namespace: CLIENT }, sending);
  expect(readings.sort()).toEqual([CLIENT, CONSUMER, 'fabric', PROVIDER, TARGET].sort());
});

/** A map's members; every way to go through all of it is noted. */
function noting(map: Map<string, never>, key: string | symbol, name: string, readings: string[]): unknown {
  if (key === 'values' || key === 'entries' || key === 'keys' || key === 'forEach' || key === Symbol.iterator)
    readings.push(name);
  const member = Reflect.get(map, key) as unknown;
  return typeof member === 'function' ? member.bind(map) : member;
}
