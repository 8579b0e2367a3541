/** An endpoint's life: every event in every state, by the table. */
import { beforeEach, describe, expect, test } from 'vitest';
import { zoneIdOf } from '../../../resources/zones.ts';
import { TEST_REGION, type TestCaller, testCaller } from '../../testCall.ts';
import {
  accept,
  CONSUMER,
  confirm,
  connect,
  makeNetwork,
  makeOffer,
  type Network,
  type Offer,
  PROVIDER,
  reject,
  remove,
  stateOf,
} from './testParties.ts';

type Event = 'accept' | 'confirm' | 'reject' | 'delete';

let caller: TestCaller;
let offer: Offer;
let network: Network;

beforeEach(async () => {
  caller = await testCaller();
  offer = makeOffer(caller);
  network = makeNetwork(caller, CONSUMER);
});

const happen: Record<Event, (endpointId: string) => string[]> = {
  accept: (id) => accept(caller, offer, id),
  reject: (id) => reject(caller, offer, id),
  delete: (id) => remove(caller, id),
  confirm: (id) => {
    confirm(caller, id);
    return [];
  },
};

const refused = 'InvalidState';

describe.each<{ before: Event[]; state: string; next: Record<Exclude<Event, 'confirm'>, string> }>([
  {
    before: [],
    state: 'pendingAcceptance',
    next: { accept: 'pending', reject: 'rejected', delete: 'deleting' },
  },
  { before: ['accept'], state: 'pending', next: { accept: refused, reject: 'rejected', delete: 'deleting' } },
  {
    before: ['accept', 'confirm'],
    state: 'available',
    next: { accept: refused, reject: 'rejected', delete: 'deleting' },
  },
  { before: ['reject'], state: 'rejected', next: { accept: 'pending', reject: refused, delete: 'deleting' } },
  {
    before: ['accept', 'confirm', 'reject'],
    state: 'rejected',
    next: { accept: 'pending', reject: refused, delete: 'deleting' },
  },
  {
    before: ['reject', 'accept', 'confirm'],
    state: 'available',
    next: { accept: refused, reject: 'rejected', delete: 'deleting' },
  },
  { before: ['delete'], state: 'deleting', next: { accept: refused, reject: refused, delete: 'deleting' } },
])('an endpoint after [$before]', ({ before, state, next }) => {
  test.each(Object.entries(next))(`is ${state}; %s makes that %s`, (event, outcome) => {
    const id = connect(caller, offer, network.vpcId, network.subnetIds.slice(0, 2));
    for (const past of before) expect(happen[past](id)).toEqual([]);
    expect(stateOf(caller, id)).toBe(state);
    const codes = happen[event as Event](id);
    expect(codes).toEqual(outcome === refused ? [refused] : []);
    expect(stateOf(caller, id)).toBe(outcome === refused ? state : outcome);
  });
});

test('a service without acceptance admits an endpoint at once', () => {
  const open = makeOffer(caller, { AcceptanceRequired: false });
  const id = connect(caller, open, network.vpcId, network.subnetIds.slice(0, 1));
  expect(stateOf(caller, id)).toBe('pending');
  expect(accept(caller, open, id)).toEqual(['InvalidState']);
});

test('each interface of an accepted endpoint sends to the node of its own zone; no other has a node', () => {
  const id = connect(caller, offer, network.vpcId, network.subnetIds.slice(0, 2));
  const interfaces = () =>
    [...caller.state.snapshot.networkInterfaces.all()].filter(
      ({ spec }) => spec.owner.kind === 'endpoint' && spec.owner.endpointId === id,
    );
  expect(interfaces().map((row) => row.status.nodeInterfaceId)).toEqual([undefined, undefined]);
  accept(caller, offer, id);
  const zones = caller.state.snapshot.loadBalancers.get(offer.loadBalancerArn)?.spec.zones ?? [];
  for (const { spec, status } of interfaces()) {
    const zoneId = zoneIdOf({ ...CONSUMER, region: TEST_REGION }, spec.availabilityZone);
    const own = zones.find(
      (zone) => zoneIdOf({ ...PROVIDER, region: TEST_REGION }, zone.availabilityZone) === zoneId,
    );
    expect(status.nodeInterfaceId).toBe(own?.networkInterfaceId);
    expect(status.fabricAddress).toBeDefined();
  }
  reject(caller, offer, id);
  expect(interfaces().map((row) => row.status)).toEqual([{ dataPlane: 'pending' }, { dataPlane: 'pending' }]);
});

test('a second acceptance brings other fabric addresses, so that old packets are told apart', () => {
  const id = connect(caller, offer, network.vpcId, network.subnetIds.slice(0, 1));
  const address = () => {
    const [eni = ''] = Object.values(
      caller.state.snapshot.vpcEndpoints.get(id)?.status.networkInterfaceIds ?? {},
    );
    return caller.state.snapshot.networkInterfaces.get(eni)?.status.fabricAddress;
  };
  accept(caller, offer, id);
  const first = address();
  reject(caller, offer, id);
  accept(caller, offer, id);
  expect(address()).toBeDefined();
  expect(address()).not.toBe(first);
});

test('an endpoint of another service is not found by accept and reject', () => {
  const other = makeOffer(caller);
  const id = connect(caller, offer, network.vpcId, []);
  expect(accept(caller, other, id)).toEqual(['InvalidVpcEndpointId.NotFound']);
  expect(reject(caller, other, id)).toEqual(['InvalidVpcEndpointId.NotFound']);
  expect(stateOf(caller, id)).toBe('pendingAcceptance');
});
