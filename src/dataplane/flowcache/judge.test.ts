import { expect, test } from 'vitest';
import { parseIpv4 } from '../../base/ip.ts';
import type { WantedNamespace } from '../../program/desired.ts';
import { addressInSubnet, portInSubnet, renderAcl, renderSubnet } from '../../program/render/acl.ts';
import { element, type KernelObject } from '../../program/render/objects.ts';
import type { AclEntry } from '../../program/rows.ts';
import { isIdle, judge } from './judge.ts';
import type { Flow } from './layout.ts';
import type { World } from './world.ts';

const [CONSUMER, PROVIDER, NOW] = [4026530001, 4026530002, 100_000];
const address = (text: string) => parseIpv4(text) ?? 0;

/** From a client through an endpoint. */
const FLOW: Flow = {
  namespace: CONSUMER,
  ifindex: 7,
  sourceAddress: address('10.0.0.10'),
  sourcePort: 40_001,
  destinationAddress: address('10.0.1.30'),
  destinationPort: 80,
  sent: {
    sourceAddress: address('10.0.1.20'),
    destinationAddress: address('10.0.0.10'),
    destinationPort: 8080,
  },
  isTranslated: true,
  hop: 2,
  fabricHop: 3,
  lastHop: 9,
  peerNamespace: PROVIDER,
  isCut: false,
  isHeld: false,
  isReset: false,
  fabricSource: address('240.0.128.1'),
  fabricNode: address('240.0.64.1'),
  lastUsed: NOW - 10,
  packets: 5n,
  bytes: 500n,
};
const BACK: Flow = {
  ...FLOW,
  destinationAddress: address('10.0.1.20'),
  destinationPort: 40_000,
  sent: {
    sourceAddress: address('10.0.1.30'),
    destinationAddress: address('10.0.0.10'),
    destinationPort: 40_001,
  },
  namespace: PROVIDER,
  ifindex: 9,
  hop: 2,
  fabricHop: 4,
  lastHop: 7,
  peerNamespace: CONSUMER,
};
const LOCAL: Flow = { ...FLOW, hop: 8, fabricHop: 0, lastHop: 0, fabricSource: 0, fabricNode: 0 };
/** To a target by its load balancer's node, with the client's address; and back. */
const PRESERVED: Flow = {
  ...LOCAL,
  destinationAddress: address('10.0.1.20'),
  sent: { ...FLOW.sent, sourceAddress: FLOW.sourceAddress, destinationAddress: address('10.0.2.10') },
};
const PRESERVED_BACK: Flow = {
  ...LOCAL,
  ifindex: 8,
  hop: 7,
  sourceAddress: address('10.0.2.10'),
  destinationAddress: FLOW.sourceAddress,
  destinationPort: 40_000,
  sent: {
    sourceAddress: address('10.0.1.20'),
    destinationAddress: FLOW.sourceAddress,
    destinationPort: 40_000,
  },
};

const wanted = (...objects: KernelObject[]): WantedNamespace =>
  new Map(objects.map((object) => [object.key, { object, row: 'row/1' }]));
const LIVE = element('live', ['240.0.128.1']);
const ADMITTED = element('admitted', ['240.0.128.1', '240.0.64.1']);
const CLIENT_PORT = element('ports', ['e1', '10.0.0.10']);
const TARGET_PORT = element('ports', ['e2', '10.0.0.10']);

function world(
  consumer: KernelObject[] = [LIVE, CLIENT_PORT],
  provider: KernelObject[] = [ADMITTED, TARGET_PORT],
): World {
  const routers = new Map([
    [CONSUMER, { wanted: wanted(...consumer), devices: devices('fab0 2', 'e1 7', 'e3 8') }],
    [PROVIDER, { wanted: wanted(...provider), devices: devices('fab0 2', 'e2 9') }],
  ]);
  return { routers, fabricDevices: devices('v1 4', 'v2 3'), now: NOW };
}

function devices(...texts: string[]): Map<number, string> {
  return new Map(texts.map((text) => [Number(text.split(' ')[1]), text.split(' ')[0] ?? '']));
}

test('what is admitted goes on, in both directions and inside one network', () => {
  for (const flow of [FLOW, BACK, LOCAL]) expect(judge(flow, world())).toBe('keep');
});

test('a rejected connection is cut on either side', () => {
  expect(judge(FLOW, world([CLIENT_PORT]))).toBe('cut');
  expect(judge(BACK, world(undefined, [TARGET_PORT]))).toBe('cut');
  expect(judge({ ...FLOW, isCut: true }, world([CLIENT_PORT]))).toBe('keep');
});

test('a source that its port has no more is cut, unless the port may send under any', () => {
  expect(judge(FLOW, world([LIVE]))).toBe('cut');
  expect(judge(LOCAL, world([LIVE]))).toBe('cut');
  expect(judge(FLOW, world([LIVE, element('any_source', ['e1'])]))).toBe('keep');
  expect(judge(LOCAL, world([element('ports', ['e3', '10.0.0.10'])]))).toBe('cut');
});

test('what leads nowhere is forgotten', () => {
  const { routers, fabricDevices, now } = world();
  const lost = [
    { ...FLOW, namespace: 1 },
    { ...FLOW, ifindex: 77 },
    { ...FLOW, hop: 77 },
    { ...FLOW, fabricHop: 77 },
    { ...FLOW, lastHop: 77 },
    { ...FLOW, peerNamespace: 1 },
    { ...LOCAL, hop: 77 },
  ];
  for (const flow of lost) expect(judge(flow, { routers, fabricDevices, now })).toBe('forget');
});

test('idle times: 350 s through a load balancer, 5 days between instances, 60 s unanswered, 5 s after a reset', () => {
  const after = (seconds: number, flow: Flow) =>
    isIdle(flow, flow.lastUsed + Math.ceil((seconds * 1e9) / 2 ** 30));
  const cases: [Flow, number][] = [
    [FLOW, 350],
    [{ ...LOCAL, isTranslated: false }, 432_000],
    [{ ...FLOW, packets: 0n }, 60],
    [{ ...FLOW, isReset: true }, 5],
  ];
  for (const [flow, seconds] of cases) {
    expect(after(seconds - 2, flow)).toBe(false);
    expect(after(seconds + 2, flow)).toBe(true);
  }
  expect(judge({ ...FLOW, lastUsed: NOW - 1000 }, world())).toBe('idle');
});

const ALL: AclEntry = { number: 100, allow: true, cidr: '0.0.0.0/0' };
const TO = (port: number): AclEntry => ({
  number: 50,
  allow: false,
  cidr: '0.0.0.0/0',
  protocol: 6,
  ports: { from: port, to: port },
});

/** A subnet, `10.0.N.0/24`, whose ACL denies a port in one direction. */
function closed(third: number, direction: 'ingress' | 'egress', port: number): KernelObject[] {
  const [id, aclId, vpcId] = [`subnet-${third}`, `acl-${third}`, 'vpc-1'];
  const lists = { ingress: [ALL], egress: [ALL], [direction]: [TO(port), ALL] };
  return [
    ...renderAcl({ kind: 'acl', id: aclId, vpcId, ...lists }, true),
    ...renderSubnet({ kind: 'subnet', id, vpcId, cidrs: [`10.0.${third}.0/24`], aclId }, true),
  ].map(({ object }) => object);
}

const AT = {
  client: portInSubnet('e1', 'subnet-0'),
  endpoint: addressInSubnet('10.0.1.30', 'subnet-1'),
  node: addressInSubnet('10.0.1.20', 'subnet-1', '240.0.64.1'),
  target: portInSubnet('e2', 'subnet-0'),
  neighbour: portInSubnet('e3', 'subnet-2'),
};

test.each<[string, Flow, keyof typeof AT, 0 | 1 | 2, 'ingress' | 'egress', number]>([
  ['leaves the client’s subnet', FLOW, 'client', 0, 'egress', 80],
  ['enters the endpoint’s', FLOW, 'endpoint', 1, 'ingress', 80],
  ['leaves the node’s', FLOW, 'node', 1, 'egress', 8080],
  ['enters the target’s', FLOW, 'target', 0, 'ingress', 8080],
  ['leaves the target’s, as an answer', BACK, 'target', 0, 'egress', 40_000],
  ['enters the node’s, as an answer', BACK, 'node', 1, 'ingress', 40_000],
  ['leaves the endpoint’s, as an answer', BACK, 'endpoint', 1, 'egress', 40_001],
  ['enters the client’s, as an answer', BACK, 'client', 0, 'ingress', 40_001],
  ['enters a node’s, as dialed', PRESERVED, 'node', 1, 'ingress', 80],
  ['leaves a node’s with the client’s address', PRESERVED, 'node', 1, 'egress', 8080],
  ['enters the target’s with the client’s address', PRESERVED, 'neighbour', 2, 'ingress', 8080],
  ['enters a node’s, as an answer to the client', PRESERVED_BACK, 'node', 1, 'ingress', 40_000],
  ['leaves a node’s, as an answer to the client', PRESERVED_BACK, 'node', 1, 'egress', 40_000],
])('a flow that %s is held by the ACL there, and let go', (_, flow, place, third, direction, port) => {
  const both = (acl: KernelObject[]) =>
    world([LIVE, CLIENT_PORT, ...PORTS, ...acl], [ADMITTED, TARGET_PORT, ...acl]);
  const PORTS = [element('ports', ['e3', '10.0.2.10'])];
  const [denying, other] = [closed(third, direction, port), closed(third, direction, port + 7)];
  expect(judge(flow, both([...AT[place], ...denying]))).toBe('hold');
  expect(judge(flow, both([...AT[place], ...other]))).toBe('keep');
  expect(judge({ ...flow, isHeld: true }, both([...AT[place], ...denying]))).toBe('keep');
  expect(judge({ ...flow, isHeld: true }, both([...AT[place], ...other]))).toBe('release');
  expect(judge(flow, both(denying)), 'an ACL where the flow does not pass').toBe('keep');
});

test('what stays within a subnet is judged by no ACL', () => {
  const within: Flow = { ...FLOW, destinationAddress: address('10.0.0.30') };
  expect(judge(within, world([LIVE, CLIENT_PORT, ...AT.client, ...closed(0, 'egress', 80)]))).toBe('keep');
});

test('what goes on by itself inside one network is cut where its route table now says another way', () => {
  const detoured = world([LIVE, CLIENT_PORT, element('detoured', ['e1'])]);
  expect(judge(LOCAL, detoured)).toBe('cut');
  expect(judge(FLOW, detoured)).toBe('keep');
});
