/** Things that happen to the tour topology, in any order: what callers do and what the data plane reports. */
import { seededRandom } from '../../src/base/random.ts';
import { markArrived } from '../../src/observe/interfacesInMotion.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import type { VpcEndpoint } from '../../src/resources/endpoint.ts';
import type { NetworkAclEntry } from '../../src/resources/network.ts';
import {
  attachInterface,
  detachInterface,
  restInterfaces,
  wakeInterfaces,
} from '../../src/state/attachments.ts';
import {
  acceptConnection,
  deleteEndpoint,
  refreshConnection,
  rejectConnection,
} from '../../src/state/connections.ts';
import { releaseInterface } from '../../src/state/interfaces.ts';
import type { Transaction } from '../../src/state/tables.ts';
import { EDGE_STEPS } from './edgeSteps.ts';
import { aclEntry, aclOf, peeringOf, routeTableOf } from './rows.ts';

const OPEN = [aclEntry(100, true, 'allow', '0.0.0.0/0'), aclEntry(100, false, 'allow', '0.0.0.0/0')];

export type Step = (tx: Transaction, now: Date) => void;

const random = seededRandom(7);

export const LIFE_STEPS: Readonly<Record<string, Step>> = {
  ...EDGE_STEPS,
  accept: (tx) => withEndpoint(tx, (row) => acceptConnection(tx, row, random)),
  reject: (tx) => withEndpoint(tx, (row) => rejectConnection(tx, row)),
  refresh: (tx) => withEndpoint(tx, (row) => refreshConnection(tx, row, random)),
  deleteEndpoint: (tx, now) => withEndpoint(tx, (row) => deleteEndpoint(tx, row, now)),
  everythingArrives: (tx) => {
    for (const place of ['pending', 'removing']) {
      for (const row of tx.networkInterfaces.by('dataPlane', place)) markArrived(tx, row);
    }
  },
  oneArrives: (tx) => {
    const [first] = tx.networkInterfaces.by('dataPlane', 'pending');
    if (first) markArrived(tx, first);
  },
  reconcile: (tx, now) => reconcile(tx, { now, random }),
  terminate: (tx, now) => {
    const row = tx.instances.get('i-pa');
    if (!row || row.status.state === 'terminated') return;
    const spec = { ...row.spec, terminatedAt: now.toISOString() };
    tx.instances.put({ ...row, spec, status: { state: 'shutting-down' } });
    releaseInterface(tx, row.spec.networkInterfaceId);
  },
  stop: (tx, now) => {
    const row = tx.instances.get('i-c');
    if (row?.status.state !== 'running' && row?.status.state !== 'pending') return;
    const spec = { ...row.spec, stoppedAt: now.toISOString() };
    tx.instances.put({ ...row, spec, status: { state: 'stopping' } });
    restInterfaces(tx, row.id);
  },
  start: (tx) => {
    const row = tx.instances.get('i-c');
    if (row?.status.state !== 'stopped') return;
    tx.instances.put({ ...row, status: { state: 'pending' } });
    wakeInterfaces(tx, row.id, random);
  },
  attach: (tx, now) => {
    const [instance, own] = [tx.instances.get('i-c'), tx.networkInterfaces.get('eni-c')];
    const spare = tx.networkInterfaces.get('eni-spare') ?? own;
    if (!instance || !spare || ['shutting-down', 'terminated', 'stopping'].includes(instance.status.state))
      return;
    if (spare.id === 'eni-spare' && spare.spec.owner.kind !== 'customer') return;
    const spec = { ...spare.spec, privateIpAddress: '10.0.1.99', secondaryAddresses: ['10.0.1.98'] };
    const place = { instanceId: 'i-c', deviceIndex: 1, deleteOnTermination: false };
    const running = instance.status.state !== 'stopped';
    attachInterface(tx, { ...spare, id: 'eni-spare', spec }, { ...place, running }, now, random);
  },
  detach: (tx) => {
    const spare = tx.networkInterfaces.get('eni-spare');
    if (spare) detachInterface(tx, spare);
  },
  deregister: (tx, now) => {
    const row = tx.targets.get('tg|i-pb|8080');
    if (row) tx.targets.put({ ...row, spec: { ...row.spec, deregisteredAt: now.toISOString() } });
  },
  crossZone: (tx) => {
    const row = tx.loadBalancers.get('nlb');
    if (!row) return;
    const attributes = { 'load_balancing.cross_zone.enabled': 'true' };
    tx.loadBalancers.put({ ...row, spec: { ...row.spec, attributes } });
  },
  leaveZone: (tx) => {
    const row = tx.loadBalancers.get('nlb');
    if (!row) return;
    tx.loadBalancers.put({ ...row, spec: { ...row.spec, zones: row.spec.zones.slice(0, 1) } });
    releaseInterface(tx, 'eni-nb');
  },
  noDns: (tx) => {
    const row = tx.vpcs.get('vpc-c');
    if (row) tx.vpcs.put({ ...row, spec: { ...row.spec, enableDnsSupport: !row.spec.enableDnsSupport } });
  },
  closeSubnet: (tx) => putAcl(tx, ['subnet-pa'], [aclEntry(90, false, 'deny', '10.9.0.0/16'), ...OPEN]),
  closeSubnets: (tx) => putAcl(tx, ['subnet-pa', 'subnet-cb'], [aclEntry(80, true, 'deny', '10.9.0.0/16')]),
  openSubnets: (tx) => putAcl(tx, ['subnet-pa', 'subnet-cb'], OPEN),
  routeOut: (tx) =>
    tx.routeTables.put(
      routeTableOf('rtb-1', 'vpc-c', [
        ['0.0.0.0/0', 'eni-spare'],
        ['10.7.0.0/16', 'pcx-1'],
      ]),
    ),
  routeInside: (tx) =>
    tx.routeTables.put(
      routeTableOf('rtb-1', 'vpc-c', [
        ['10.0.2.0/24', 'eni-c'],
        ['pl-1', 'pcx-1'],
      ]),
    ),
  routeSubnet: (tx) =>
    tx.routeTables.put(routeTableOf('rtb-2', 'vpc-c', [['10.7.0.0/16', 'pcx-1']], 'subnet-ca')),
  unroute: (tx) => {
    for (const id of ['rtb-1', 'rtb-2']) if (tx.routeTables.has(id)) tx.routeTables.delete(id);
  },
  passOn: (tx) => {
    const row = tx.networkInterfaces.get('eni-c');
    if (row)
      tx.networkInterfaces.put({ ...row, spec: { ...row.spec, sourceDestCheck: !row.spec.sourceDestCheck } });
  },
  peer: (tx) => tx.peeringConnections.put(peeringOf('pcx-1', 'vpc-c', 'vpc-p')),
  unpeer: (tx) => tx.peeringConnections.put(peeringOf('pcx-1', 'vpc-c', 'vpc-p', 'deleted')),
  nameAcross: (tx) => {
    const rule = tx.securityGroupRules.get('sgr-1');
    const peer = { groupId: 'sg-c', accountId: '111122223333', vpcId: 'vpc-c' };
    if (rule) tx.securityGroupRules.put({ ...rule, id: 'sgr-across', spec: { ...rule.spec, peer } });
  },
  dropRule: (tx) => tx.securityGroupRules.delete('sgr-3'),
};

/** In either VPC, at those of the subnets that are its own. */
function putAcl(tx: Transaction, subnetIds: readonly string[], entries: readonly NetworkAclEntry[]): void {
  for (const side of ['p', 'c']) {
    const own = subnetIds.filter((id) => id.startsWith(`subnet-${side}`));
    tx.networkAcls.put(aclOf(`acl-${side}`, `vpc-${side}`, entries, ...own));
  }
}

function withEndpoint(tx: Transaction, work: (endpoint: VpcEndpoint) => void): void {
  const endpoint = tx.vpcEndpoints.get('vpce-1');
  if (endpoint && endpoint.status.state !== 'deleting') work(endpoint);
}
