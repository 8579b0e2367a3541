/** Internet gateways and public addresses, as a program. */
import { expect, it } from 'vitest';
import { EDGE_STEPS } from '../../test/support/edgeSteps.ts';
import { stateOf } from '../../test/support/stateOf.ts';
import { tourTopology } from '../../test/support/tourTopology.ts';
import type { RouteTableRow } from '../program/rows.ts';
import { compile } from './compile.ts';

async function after(...steps: string[]) {
  const state = await stateOf(tourTopology());
  for (const step of steps) state.transact((tx) => EDGE_STEPS[step]?.(tx));
  const rows = compile(state.snapshot);
  return {
    gateway: rows.get('internet/igw-1'),
    addresses: [...rows.values()].filter((row) => row.kind === 'publicAddress'),
    routes: (rows.get('routes/rtb-00000001') as RouteTableRow | undefined)?.routes,
  };
}

const side = (id: string) => ({
  kind: 'publicAddress',
  id,
  vpcId: 'vpc-p',
  gatewayId: 'igw-1',
  address: '10.0.1.10',
});

it('is a link and a route where the gateway is attached', async () => {
  const { gateway, routes } = await after('attachInternetGateway', 'routeToInternet');
  expect(gateway).toEqual({ kind: 'internet', id: 'igw-1', vpcId: 'vpc-p' });
  const via = { link: 'inet0', row: 'internet/igw-1' };
  expect(routes).toEqual([{ destination: '0.0.0.0/0', via }]);
});

it('is a black hole where the gateway is not attached, and no address is public', async () => {
  const { gateway, routes, addresses } = await after(
    'detachInternetGateway',
    'routeToInternet',
    'giveElasticIp',
  );
  expect([gateway, addresses]).toEqual([undefined, []]);
  expect(routes).toEqual([{ destination: '0.0.0.0/0', via: 'blackhole' }]);
});

it('gives an address its public side: an assigned one, or the Elastic IP in its place', async () => {
  const attached = 'attachInternetGateway';
  expect((await after(attached, 'givePublicIp')).addresses).toEqual([side('198.18.0.7')]);
  expect((await after(attached, 'givePublicIp', 'giveElasticIp')).addresses).toEqual([side('198.18.0.8')]);
  expect((await after(attached, 'moveElasticIp')).addresses).toEqual([]);
});
