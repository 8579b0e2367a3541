/** What happens at the edges of the tour topology's provider: gateways that come and go, and routes to them. */
import type { ElasticIp } from '../../src/resources/elasticIp.ts';
import type { Route, RouteTable } from '../../src/resources/network.ts';
import type { OnPremises } from '../../src/resources/onPremises.ts';
import type { VpnGateway } from '../../src/resources/vpnGateway.ts';
import type { Transaction } from '../../src/state/tables.ts';

const OWNER = {
  accountId: '111122223333',
  region: 'us-east-1',
  createdAt: '2026-01-01T00:00:00.000Z',
  tags: {},
};
const VPC = 'vpc-p';

export const EDGE_STEPS: Readonly<Record<string, (tx: Transaction) => void>> = {
  attachVpnGateway: (tx) => tx.vpnGateways.put(vpnGatewayOf('attached')),
  detachVpnGateway: (tx) => tx.vpnGateways.put(vpnGatewayOf('detached')),
  joinNamespace: (tx) =>
    tx.onPremises.put(onPremisesOf({ namespace: 'corp' }, ['192.168.0.0/16', '10.0.9.0/24'])),
  joinInterface: (tx) => tx.onPremises.put(onPremisesOf({ hostInterface: 'eth1' }, ['172.16.0.0/12'])),
  partOnPremises: (tx) => tx.onPremises.delete('vgw-1'),
  routeToVpnGateway: (tx) => tx.routeTables.put(routeTableOf([routeTo('192.168.0.0/16', 'vgw-1')])),
  propagate: (tx) => tx.routeTables.put(routeTableOf([], ['vgw-1'])),
  attachInternetGateway: (tx) => tx.internetGateways.put({ ...OWNER, id: 'igw-1', spec: { vpcIds: [VPC] } }),
  detachInternetGateway: (tx) => tx.internetGateways.put({ ...OWNER, id: 'igw-1', spec: { vpcIds: [] } }),
  routeToInternet: (tx) => tx.routeTables.put(routeTableOf([routeTo('0.0.0.0/0', 'igw-1')])),
  giveElasticIp: (tx) => tx.elasticIps.put(elasticIpOf('10.0.1.10')),
  moveElasticIp: (tx) => tx.elasticIps.put(elasticIpOf('10.0.9.9')),
  givePublicIp: (tx) => {
    const row = tx.networkInterfaces.get('eni-pa');
    if (row) tx.networkInterfaces.put({ ...row, spec: { ...row.spec, publicIp: '198.18.0.7' } });
  },
  ownTable: (tx) => tx.routeTables.put(routeTableOf([])),
};

export function vpnGatewayOf(state: 'attached' | 'detached'): VpnGateway {
  return { ...OWNER, id: 'vgw-1', spec: { amazonSideAsn: 64_512, attachment: { vpcId: VPC, state } } };
}

function elasticIpOf(privateIpAddress: string): ElasticIp {
  const association = { id: 'eipassoc-1', networkInterfaceId: 'eni-pa', privateIpAddress };
  return { ...OWNER, id: 'eipalloc-1', spec: { publicIp: '198.18.0.8', association } };
}

export function onPremisesOf(place: OnPremises['spec']['place'], cidrs: readonly string[]): OnPremises {
  return { ...OWNER, id: 'vgw-1', spec: { place, cidrs } };
}

export function routeTo(destination: string, target: string): Route {
  return { destination, target, origin: 'CreateRoute' };
}

/** The main table of the provider's VPC. */
export function routeTableOf(
  routes: readonly Route[],
  propagatingGatewayIds: readonly string[] = [],
): RouteTable {
  const associations = [{ id: 'rtbassoc-1', main: true }];
  return {
    ...OWNER,
    id: 'rtb-00000001',
    spec: { vpcId: VPC, routes, associations, propagatingGatewayIds },
  };
}
