/**
 * Random histories of route tables, ACLs, Elastic IPs, NAT gateways, peering, VPN and transit gateways, of two accounts,
 * with the reconcilers in between: whatever is called in whatever order, no address has two owners and nothing dangles.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../base/random.ts';
import { reconcile } from '../../../reconcile/reconcile.ts';
import { addressesOf } from '../../../resources/networkInterface.ts';
import { isJoined } from '../../../resources/transitGateway.ts';
import { attachedVpc } from '../../../resources/vpnGateway.ts';
import { associationOf } from '../../../state/elasticIps.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { ec2Operations } from '../operations.ts';
import { routesIn } from './tableRoutes.ts';

const ACCOUNTS = ['111111111111', '222222222222'] as const;
const CALLS = 120;

interface Pick {
  /** An id out of a table, or one that is nobody's. */
  id(table: keyof Snapshot): string;
  /** As `id`, of whatever account. */
  any(table: keyof Snapshot): string;
  of<T>(values: readonly T[]): T;
}

const blocks = ['10.0.0.0/16', '10.0.1.0/24', '10.1.0.0/16', '0.0.0.0/0', '192.0.2.0/24'];
const ONE = { ImageId: 'ami-1', MinCount: 1, MaxCount: 1 };

/** Operation to the input that a history gives it. */
const STEPS: Readonly<Record<string, (pick: Pick) => object>> = {
  CreateVpc: (pick) => ({ CidrBlock: pick.of(['10.0.0.0/16', '10.1.0.0/16']) }),
  DeleteVpc: (pick) => ({ VpcId: pick.id('vpcs') }),
  CreateSubnet: (pick) => ({ VpcId: pick.id('vpcs'), CidrBlock: pick.of(['10.0.1.0/24', '10.1.1.0/28']) }),
  DeleteSubnet: (pick) => ({ SubnetId: pick.id('subnets') }),
  RunInstances: (pick) => ({ ...ONE, SubnetId: pick.id('subnets') }),
  TerminateInstances: (pick) => ({ InstanceIds: [pick.id('instances')] }),
  AttachInternetGateway: (pick) => ({
    InternetGatewayId: pick.id('internetGateways'),
    VpcId: pick.id('vpcs'),
  }),
  DetachInternetGateway: (pick) => ({
    InternetGatewayId: pick.id('internetGateways'),
    VpcId: pick.id('vpcs'),
  }),
  CreateRouteTable: (pick) => ({ VpcId: pick.id('vpcs') }),
  DeleteRouteTable: (pick) => ({ RouteTableId: pick.id('routeTables') }),
  AssociateRouteTable: (pick) => ({
    RouteTableId: pick.id('routeTables'),
    ...pick.of([{ SubnetId: pick.id('subnets') }, { GatewayId: pick.id('internetGateways') }]),
  }),
  CreateRoute: (pick) => ({ ...routeOf(pick), ...targetOf(pick) }),
  ReplaceRoute: (pick) => ({ ...routeOf(pick), ...pick.of([targetOf(pick), { LocalTarget: true }]) }),
  DeleteRoute: (pick) => routeOf(pick),
  CreateNetworkAcl: (pick) => ({ VpcId: pick.id('vpcs') }),
  DeleteNetworkAcl: (pick) => ({ NetworkAclId: pick.id('networkAcls') }),
  AllocateAddress: () => ({}),
  ReleaseAddress: (pick) => ({ AllocationId: pick.id('elasticIps') }),
  AssociateAddress: (pick) => ({
    AllocationId: pick.id('elasticIps'),
    NetworkInterfaceId: pick.id('networkInterfaces'),
  }),
  CreateNatGateway: (pick) => ({
    SubnetId: pick.id('subnets'),
    ...pick.of([{ ConnectivityType: 'private' }, { AllocationId: pick.id('elasticIps') }]),
  }),
  DeleteNatGateway: (pick) => ({ NatGatewayId: pick.id('natGateways') }),
  AssignPrivateNatGatewayAddress: (pick) => ({
    NatGatewayId: pick.id('natGateways'),
    PrivateIpAddressCount: 2,
  }),
  AssociateNatGatewayAddress: (pick) => ({
    NatGatewayId: pick.id('natGateways'),
    AllocationIds: [pick.id('elasticIps')],
  }),
  CreateVpcPeeringConnection: (pick) => ({
    VpcId: pick.id('vpcs'),
    PeerVpcId: pick.id('vpcs'),
    PeerOwnerId: pick.of(ACCOUNTS),
  }),
  AcceptVpcPeeringConnection: (pick) => ({ VpcPeeringConnectionId: pick.id('peeringConnections') }),
  RejectVpcPeeringConnection: (pick) => ({ VpcPeeringConnectionId: pick.id('peeringConnections') }),
  DeleteVpcPeeringConnection: (pick) => ({ VpcPeeringConnectionId: pick.id('peeringConnections') }),
  CreateTransitGateway: () => ({}),
  DeleteTransitGateway: (pick) => ({ TransitGatewayId: pick.id('transitGateways') }),
  CreateTransitGatewayVpcAttachment: (pick) => ({
    TransitGatewayId: pick.any('transitGateways'),
    VpcId: pick.id('vpcs'),
    SubnetIds: [pick.id('subnets')],
  }),
  AcceptTransitGatewayVpcAttachment: (pick) => attachmentOf(pick),
  RejectTransitGatewayVpcAttachment: (pick) => attachmentOf(pick),
  DeleteTransitGatewayVpcAttachment: (pick) => attachmentOf(pick),
  ModifyTransitGatewayVpcAttachment: (pick) => ({
    ...attachmentOf(pick),
    ...pick.of([{ AddSubnetIds: [pick.id('subnets')] }, { RemoveSubnetIds: [pick.id('subnets')] }]),
  }),
  CreateTransitGatewayRouteTable: (pick) => ({ TransitGatewayId: pick.id('transitGateways') }),
  DeleteTransitGatewayRouteTable: (pick) => transitTableOf(pick),
  AssociateTransitGatewayRouteTable: (pick) => ({ ...transitTableOf(pick), ...attachmentOf(pick) }),
  DisassociateTransitGatewayRouteTable: (pick) => ({ ...transitTableOf(pick), ...attachmentOf(pick) }),
  EnableTransitGatewayRouteTablePropagation: (pick) => ({ ...transitTableOf(pick), ...attachmentOf(pick) }),
  CreateTransitGatewayRoute: (pick) => ({
    ...transitTableOf(pick),
    DestinationCidrBlock: pick.of(blocks),
    ...pick.of([attachmentOf(pick), { Blackhole: true }]),
  }),
  CreateVpnGateway: () => ({ Type: 'ipsec.1' }),
  AttachVpnGateway: (pick) => ({ VpnGatewayId: pick.id('vpnGateways'), VpcId: pick.id('vpcs') }),
  DetachVpnGateway: (pick) => ({ VpnGatewayId: pick.id('vpnGateways'), VpcId: pick.id('vpcs') }),
  DeleteVpnGateway: (pick) => ({ VpnGatewayId: pick.id('vpnGateways') }),
  EnableVgwRoutePropagation: (pick) => ({
    GatewayId: pick.id('vpnGateways'),
    RouteTableId: pick.id('routeTables'),
  }),
};

/** What makes or joins things comes three times as often as what ends them. */
const WEIGHTED = Object.keys(STEPS).flatMap((name) =>
  /^(Delete|Detach|Terminate|Release|Reject)/.test(name) ? [name] : [name, name, name],
);

function attachmentOf(pick: Pick) {
  return { TransitGatewayAttachmentId: pick.any('transitGatewayAttachments') };
}

function transitTableOf(pick: Pick) {
  return { TransitGatewayRouteTableId: pick.id('transitGatewayRouteTables') };
}

function routeOf(pick: Pick) {
  return { RouteTableId: pick.id('routeTables'), DestinationCidrBlock: pick.of(blocks) };
}

function targetOf(pick: Pick): object {
  return pick.of([
    { GatewayId: pick.id('internetGateways') },
    { GatewayId: pick.id('vpnGateways') },
    { NetworkInterfaceId: pick.id('networkInterfaces') },
    { NatGatewayId: pick.id('natGateways') },
    { VpcPeeringConnectionId: pick.id('peeringConnections') },
    { TransitGatewayId: pick.any('transitGateways') },
  ]);
}

function once<T>(values: readonly T[]): void {
  expect(new Set(values).size).toBe(values.length);
}

function checkAddresses(tables: Snapshot): void {
  const elasticIps = [...tables.elasticIps.all()];
  once(elasticIps.map(({ spec }) => spec.publicIp));
  const bound = elasticIps.map((row) => associationOf(tables, row)).filter((each) => each !== undefined);
  once(bound.map(({ networkInterfaceId, privateIpAddress }) => `${networkInterfaceId}/${privateIpAddress}`));
  const interfaces = [...tables.networkInterfaces.all()];
  once(interfaces.flatMap((row) => addressesOf(row).map((address) => `${row.spec.vpcId}/${address}`)));
  for (const { spec } of interfaces) expect(tables.subnets.has(spec.subnetId)).toBe(true);
}

function checkNatGateways(tables: Snapshot): void {
  for (const { spec, status } of tables.natGateways.all()) {
    const row = tables.networkInterfaces.get(spec.networkInterfaceId ?? '');
    const isOver = status.endedAt !== undefined || status.failure !== undefined;
    expect(row === undefined).toBe(isOver);
    if (row) expect(addressesOf(row)).toEqual(spec.addresses.map(({ privateIp }) => privateIp));
  }
  for (const { spec } of tables.networkInterfaces.all()) {
    if (spec.owner.kind === 'natGateway') expect(tables.natGateways.has(spec.owner.natGatewayId)).toBe(true);
  }
}

function checkTables(tables: Snapshot): void {
  for (const table of tables.routeTables.all()) {
    once(routesIn(tables, table).map(({ destination }) => destination));
    const { propagatingGatewayIds = [] } = table.spec;
    expect(propagatingGatewayIds.every((id) => tables.vpnGateways.has(id))).toBe(true);
  }
  for (const subnet of tables.subnets.all()) {
    const acls = tables.networkAcls.by('vpc', subnet.spec.vpcId).flatMap(({ spec }) => spec.associations);
    expect(acls.filter(({ subnetId }) => subnetId === subnet.id)).toHaveLength(1);
  }
}

function checkGateways(tables: Snapshot): void {
  for (const { spec, status } of tables.peeringConnections.all()) {
    if (status.code !== 'active') continue;
    expect([spec.requester.vpcId, spec.accepter.vpcId].every((id) => tables.vpcs.has(id))).toBe(true);
  }
  for (const { id } of tables.peeringAcceptances.all()) expect(tables.peeringConnections.has(id)).toBe(true);
  for (const gateway of tables.vpnGateways.all()) {
    const vpcId = attachedVpc(gateway);
    if (vpcId) expect(tables.vpcs.has(vpcId)).toBe(true);
  }
}

function checkTransit(tables: Snapshot): void {
  for (const { id, spec, status } of tables.transitGatewayAttachments.all()) {
    expect(tables.transitGateways.has(spec.transitGatewayId)).toBe(true);
    const places = Object.entries(spec.interfaceIds);
    if (status.endedAt || status.state === 'pendingAcceptance') expect(places).toEqual([]);
    else expect(tables.vpcs.has(spec.vpcId)).toBe(true);
    if (spec.routeTableId)
      expect(tables.transitGatewayRouteTables.get(spec.routeTableId)?.status.endedAt).toBeUndefined();
    for (const [subnetId, eni] of places) {
      const place = tables.networkInterfaces.get(eni);
      if (place) expect(place.spec).toMatchObject({ subnetId, owner: { attachmentId: id } });
      else expect(status.state).toBe('deleting');
    }
  }
  for (const { spec } of tables.transitGatewayRouteTables.all()) {
    const named = [...spec.routes, ...spec.prefixLists].flatMap(({ attachmentId }) => attachmentId ?? []);
    for (const id of [...named, ...spec.propagations]) {
      expect(isJoined(tables.transitGatewayAttachments.get(id))).toBe(true);
    }
  }
}

/** Everything that is not in the kernel is where it is to go, as if the agent had been quick. */
function settle(caller: TestCaller, now: Date): void {
  caller.change((tx) => {
    for (const row of tx.networkInterfaces.by('dataPlane', 'removing'))
      tx.networkInterfaces.put({ ...row, status: { dataPlane: 'removed' } });
    for (const row of tx.networkInterfaces.by('dataPlane', 'pending'))
      tx.networkInterfaces.put({ ...row, status: { ...row.status, dataPlane: 'ready' } });
    reconcile(tx, { now, random: seededRandom(1) });
  });
  const before = Object.values(caller.state.snapshot).map((table) => [...table.all()]);
  caller.change((tx) => reconcile(tx, { now, random: seededRandom(1) }));
  const after = Object.values(caller.state.snapshot).map((table) => [...table.all()]);
  expect(after.every((rows, at) => rows.every((row, place) => row === before[at]?.[place]))).toBe(true);
}

test('no history gives an address two owners or leaves anything dangling', async () => {
  const answered = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
      const dice = seededRandom(seed);
      const caller = await testCaller(seed);
      const tables = caller.state.snapshot;
      const of = <T>(values: readonly T[]) => values[dice.integer(values.length)] as T;
      for (let call = 0; call < CALLS; call++) {
        const action = of(WEIGHTED);
        const accountId = of(ACCOUNTS);
        const id = (table: keyof Snapshot) => {
          const rows = [...tables[table].all()];
          const own = rows.filter((row) => 'accountId' in row && row.accountId === accountId);
          return of((dice.integer(8) > 0 ? own : rows).map((row) => row.id).concat('x'));
        };
        const any = (table: keyof Snapshot) => of([...tables[table].ids()].concat('x'));
        const input = STEPS[action]?.({ id, any, of });
        const code = codeOf(() =>
          caller.run(ec2Operations[action] as never, input as never, { accountId, action }),
        );
        // Whatever is no code of AWS's is an error of ours.
        expect(code).toMatch(/^(no error|[A-Z][A-Za-z.]+)$/);
        if (code === 'no error') answered.add(action);
        if (dice.integer(5) === 0) settle(caller, new Date(Date.parse('2026-01-01') + call * 1000));
      }
      settle(caller, new Date('2026-01-01T01:00:00Z'));
      checkAddresses(tables);
      checkNatGateways(tables);
      checkTables(tables);
      checkGateways(tables);
      checkTransit(tables);
    }),
    { numRuns: 40, endOnFailure: true },
  );
  // Most kinds of steps have gone through, or the histories would prove little.
  expect(answered.size).toBeGreaterThan(0.7 * Object.keys(STEPS).length);
}, 60_000);
