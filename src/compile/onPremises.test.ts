/** What is behind a virtual private gateway, as a program. */
import { expect, it } from 'vitest';
import { EDGE_STEPS, onPremisesOf, routeTableOf, routeTo } from '../../test/support/edgeSteps.ts';
import { stateOf } from '../../test/support/stateOf.ts';
import { tourTopology } from '../../test/support/tourTopology.ts';
import type { OnPremisesRow, RouteTableRow } from '../program/rows.ts';
import type { Transaction } from '../state/tables.ts';
import { compile } from './compile.ts';

const VIA = { link: 'w1ed27fb', row: 'onPremises/vgw-1' };

async function after(...steps: ((tx: Transaction) => void)[]) {
  const state = await stateOf(tourTopology());
  for (const step of steps) state.transact(step);
  const rows = compile(state.snapshot);
  return {
    joined: rows.get('onPremises/vgw-1') as OnPremisesRow | undefined,
    routes: (rows.get('routes/rtb-00000001') as RouteTableRow | undefined)?.routes,
  };
}
const step = (name: string) => EDGE_STEPS[name] ?? (() => undefined);

it('is a link of the VPC that the gateway is attached to, without blocks that are the VPC its own', async () => {
  const { joined } = await after(step('attachVpnGateway'), step('joinNamespace'));
  expect(joined).toEqual({
    kind: 'onPremises',
    id: 'vgw-1',
    vpcId: 'vpc-p',
    place: { namespace: 'corp' },
    cidrs: ['192.168.0.0/16'],
    vpcCidrs: ['10.0.0.0/16'],
  });
});

it('is nothing while the gateway is attached to no VPC, and routes to it are black holes', async () => {
  const { joined, routes } = await after(
    step('detachVpnGateway'),
    step('joinNamespace'),
    step('routeToVpnGateway'),
  );
  expect(joined).toBeUndefined();
  expect(routes).toEqual([{ destination: '192.168.0.0/16', via: 'blackhole' }]);
});

it('is reached by routes that were set, and by propagated ones for blocks that have no other', async () => {
  const attached = [step('attachVpnGateway'), step('joinNamespace')];
  const [destination, via] = ['192.168.0.0/16', VIA];
  expect((await after(...attached, step('routeToVpnGateway'))).routes).toEqual([{ destination, via }]);
  expect((await after(...attached, step('propagate'))).routes).toEqual([{ destination, via }]);
  const elsewhere = routeTableOf([routeTo(destination, 'pcx-1')], ['vgw-1']);
  const { routes } = await after(...attached, (tx) => tx.routeTables.put(elsewhere));
  expect(routes).toEqual([{ destination, via: 'blackhole' }]);
});

it('has hosts on the link itself where it is an interface of the host', async () => {
  const joined = onPremisesOf({ hostInterface: 'eth1' }, ['172.16.0.0/12']);
  const { routes } = await after(
    step('attachVpnGateway'),
    (tx) => tx.onPremises.put(joined),
    step('propagate'),
  );
  expect(routes).toEqual([
    { destination: '172.16.0.0/12', via: { link: expect.any(String), row: VIA.row, onLink: true } },
  ]);
});
