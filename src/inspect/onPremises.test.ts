/** What `postern attach` and `postern detach` are answered. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { vpcOf } from '../../test/support/rows.ts';
import type { VpnGateway } from '../resources/vpnGateway.ts';
import { memoryStore } from '../state/memoryStore.ts';
import { State } from '../state/state.ts';
import { joinOnPremises, partOnPremises } from './onPremises.ts';

let state: State;
let holder: number | undefined;
let connected: boolean;

beforeEach(async () => {
  holder = undefined;
  connected = true;
  state = await State.open(memoryStore(), (error) => {
    throw error;
  });
  state.transact((tx) => {
    tx.vpcs.put(vpcOf('vpc-1', '10.0.0.0/16'));
    tx.vpnGateways.put(gateway('vgw-1', { attachment: { vpcId: 'vpc-1', state: 'attached' } }));
    tx.vpnGateways.put(gateway('vgw-2', {}));
    tx.vpnGateways.put(gateway('vgw-3', { deletedAt: '2026-01-01T00:00:00.000Z' }));
  });
});
afterEach(() => state.close());

const join = (id: string, asked: object) =>
  joinOnPremises(state, id, new TextEncoder().encode(JSON.stringify(asked)), {
    isConnected: () => connected,
    holderPid: () => holder,
    resolvConfOf: () => '',
    hasNamespace: (name) => name === 'corp',
    hasInterface: (name) => ['lo', 'eth0', 'eth1'].includes(name),
    carriesDefaultRoute: (name) => name === 'eth0',
  });
const refusal = (id: string, asked: object) =>
  join(id, asked).then(
    () => 'none',
    ({ status, message }) => `${status} ${message}`,
  );

const CORP = { netns: 'corp', cidrs: ['192.168.0.0/16'] };

test('what is attached is kept in canonical form, and comes off again', async () => {
  const asked = { netns: 'corp', cidrs: ['192.168.7.7/16', '172.16.0.0/12'], address: '192.168.0.1' };
  const answer = { gatewayId: 'vgw-1', place: 'namespace corp', cidrs: ['192.168.0.0/16', '172.16.0.0/12'] };
  expect(await join('vgw-1', asked)).toEqual(answer);
  expect(state.snapshot.onPremises.get('vgw-1')?.spec).toEqual({
    place: { namespace: 'corp' },
    cidrs: answer.cidrs,
    address: '192.168.0.1',
  });
  expect(await partOnPremises(state, 'vgw-1')).toEqual(answer);
  expect(state.snapshot.onPremises.size).toBe(0);
  await expect(partOnPremises(state, 'vgw-1')).rejects.toThrow('Nothing is attached to vgw-1.');
});

test.each([
  ['vgw-9', CORP, '404 There is no virtual private gateway vgw-9.'],
  ['vgw-3', CORP, '404 There is no virtual private gateway vgw-3.'],
  ['vgw-1', {}, '400 Name what is to be joined: either --netns NAME or --interface NAME.'],
  [
    'vgw-1',
    { ...CORP, interface: 'eth1' },
    '400 Name what is to be joined: either --netns NAME or --interface NAME.',
  ],
  ['vgw-1', { netns: 'corp' }, '400 Say what is behind the gateway: --cidr BLOCK.'],
  ['vgw-1', { ...CORP, netns: '../1' }, '400 "../1" is no name of a network namespace.'],
  ['vgw-1', { ...CORP, netns: 'gone' }, '404 There is no network namespace gone.'],
  ['vgw-1', { ...CORP, netns: 'postern-a-fabric' }, /^409 .* is one of Postern's own\.$/],
  [
    'vgw-1',
    { ...CORP, cidrs: ['192.168'] },
    '400 "192.168" is no IPv4 block; give one such as 192.168.0.0/16.',
  ],
  ['vgw-1', { ...CORP, cidrs: ['0.0.0.0/0'] }, /^400 The block 0\.0\.0\.0\/0 overlaps 0\.0\.0\.0\/8, /],
  ['vgw-1', { ...CORP, cidrs: ['240.0.64.0/18'] }, /^400 The block 240/],
  [
    'vgw-1',
    { ...CORP, cidrs: ['192.168.0.0/16', '192.168.3.0/24'] },
    '400 The blocks 192.168.0.0/16 and 192.168.3.0/24 overlap.',
  ],
  ['vgw-1', { ...CORP, cidrs: ['10.0.4.0/24'] }, '409 The block 10.0.4.0/24 overlaps 10.0.0.0/16 of vpc-1.'],
  ['vgw-1', { ...CORP, address: '10.9.9.9' }, '400 The address 10.9.9.9 is in none of the blocks.'],
  [
    'vgw-1',
    { ...CORP, netns: undefined, interface: 'eth9' },
    '404 The host has no network interface eth9 to attach.',
  ],
  [
    'vgw-1',
    { ...CORP, netns: undefined, interface: 'lo' },
    '404 The host has no network interface lo to attach.',
  ],
  ['vgw-1', { ...CORP, netns: undefined, interface: 'eth0' }, /^409 .* carries the host's default route/],
])('%s with %j is refused', async (id, asked, sentence) => {
  const said = await refusal(id, asked);
  if (typeof sentence === 'string') expect(said).toBe(sentence);
  else expect(said).toMatch(sentence);
  expect(state.snapshot.onPremises.size).toBe(0);
});

test('a gateway has one network, and an interface one gateway', async () => {
  await join('vgw-1', { interface: 'eth1', cidrs: ['192.168.0.0/16'] });
  expect(await refusal('vgw-1', CORP)).toMatch(/^409 vgw-1 has interface eth1 attached already\./);
  expect(await refusal('vgw-2', { interface: 'eth1', cidrs: ['192.168.0.0/16'] })).toBe(
    '409 Interface eth1 is attached to vgw-1 already.',
  );
});

test('without root an interface is refused, and a namespace is looked for where the data plane is', async () => {
  holder = 77;
  expect(await refusal('vgw-1', { interface: 'eth1', cidrs: ['192.168.0.0/16'] })).toMatch(
    /^409 .* only root/,
  );
  expect(await refusal('vgw-1', { ...CORP, netns: 'gone' })).toMatch(/ -t 77 .*ip netns add gone$/);
  expect(await refusal('vgw-1', CORP)).toBe('none');
});

test('nothing is attached while the data plane is not connected', async () => {
  connected = false;
  expect(await refusal('vgw-1', CORP)).toMatch(/^503 /);
});

function gateway(id: string, spec: Partial<VpnGateway['spec']>): VpnGateway {
  const [accountId, region, createdAt] = ['111122223333', 'us-east-1', '2026-01-01T00:00:00.000Z'];
  return { id, accountId, region, createdAt, tags: {}, spec: { amazonSideAsn: 64_512, ...spec } };
}
