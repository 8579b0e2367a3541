import { expect, test } from 'vitest';
import { parseIpv4 } from '../../base/ip.ts';
import type { WantedNamespace } from '../../program/desired.ts';
import { element, type KernelObject } from '../../program/render/objects.ts';
import { isIdle, judge, type World } from './judge.ts';
import type { Flow } from './layout.ts';

const [CONSUMER, PROVIDER, NOW] = [4026530001, 4026530002, 100_000];
const address = (text: string) => parseIpv4(text) ?? 0;

/** From a client through an endpoint. */
const FLOW: Flow = {
  namespace: CONSUMER,
  ifindex: 7,
  sourceAddress: address('10.0.0.10'),
  isTranslated: true,
  hop: 2,
  fabricHop: 3,
  lastHop: 9,
  peerNamespace: PROVIDER,
  isCut: false,
  isReset: false,
  fabricSource: address('240.0.128.1'),
  fabricNode: address('240.0.64.1'),
  lastUsed: NOW - 10,
  packets: 5n,
  bytes: 500n,
};
const BACK: Flow = {
  ...FLOW,
  namespace: PROVIDER,
  ifindex: 9,
  hop: 2,
  fabricHop: 4,
  lastHop: 7,
  peerNamespace: CONSUMER,
};
const LOCAL: Flow = { ...FLOW, hop: 8, fabricHop: 0, lastHop: 0, fabricSource: 0, fabricNode: 0 };

const wanted = (...objects: KernelObject[]): WantedNamespace =>
  new Map(objects.map((object) => [object.key, { object, row: 'row/1' }]));
const LIVE = element('live', ['240.0.128.1']);
const ADMITTED = element('admitted', ['240.0.128.1', '240.0.64.1']);
const CLIENT_PORT = element('ports', ['e1', '10.0.0.10']);
const TARGET_PORT = element('ports', ['e2', '10.0.0.10']);

function world(consumer = [LIVE, CLIENT_PORT], provider = [ADMITTED, TARGET_PORT]): World {
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
