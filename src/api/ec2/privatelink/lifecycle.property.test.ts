/** Random lives of endpoints keep what must always hold. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointState } from '../../../resources/endpoint.ts';
import type { EndpointConnection } from '../../../resources/endpointService.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import { zoneIdOf } from '../../../resources/zones.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { TEST_REGION, type TestCaller, testCaller } from '../../testCall.ts';
import { createRouteTable } from '../routing/createRouteTable.ts';
import { deleteRouteTable } from '../routing/deleteRouteTable.ts';
import { modifyVpcAttribute } from '../vpc/modifyVpcAttribute.ts';
import { createVpcEndpoint } from './createVpcEndpoint.ts';
import { deleteVpcEndpointServiceConfigurations } from './deleteVpcEndpointServiceConfigurations.ts';
import { modifyVpcEndpoint } from './modifyVpcEndpoint.ts';
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
} from './testParties.ts';

const ABROAD = 'eu-west-1';
const TO_AWS = { VpcEndpointType: 'Interface', PrivateDnsEnabled: true };

interface World {
  readonly caller: TestCaller;
  readonly offers: readonly Offer[];
  /** The last is in another Region than the services. */
  readonly networks: readonly Network[];
  readonly endpoints: string[];
}

/** One random step; numbers are taken modulo what there is. */
interface Step {
  readonly kind:
    | 'create'
    | 'createToAws'
    | 'createGateway'
    | 'addTable'
    | 'removeTable'
    | 'deleteTable'
    | 'accept'
    | 'reject'
    | 'confirm'
    | 'addSubnet'
    | 'removeSubnet'
    | 'delete'
    | 'deleteService';
  readonly offer: number;
  readonly network: number;
  readonly endpoint: number;
  readonly subnets: number;
}

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom(
      'create',
      'create',
      'createToAws',
      'createGateway',
      'addTable',
      'removeTable',
      'deleteTable',
      'accept',
      'accept',
      'reject',
      'confirm',
      'addSubnet',
      'removeSubnet',
      'delete',
      'deleteService',
    ),
    offer: fc.nat(1),
    network: fc.nat(2),
    endpoint: fc.nat(5),
    subnets: fc.nat(7),
  }),
  { maxLength: 40 },
);

test('no sequence of calls gives an address two owners, leaves a reference behind, or contradicts a decision', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const world = await makeWorld();
      for (const step of sequence) {
        take(world, step);
        checkInvariants(world.caller.state.snapshot);
      }
    }),
    { numRuns: 200 },
  );
});

async function makeWorld(): Promise<World> {
  const caller = await testCaller();
  const SupportedRegions = [ABROAD];
  const offers = [
    makeOffer(caller, { SupportedRegions }),
    makeOffer(caller, { SupportedRegions, AcceptanceRequired: false }),
  ];
  const networks = [
    makeNetwork(caller, CONSUMER),
    makeNetwork(caller, CONSUMER),
    makeNetwork(caller, { ...CONSUMER, region: ABROAD }),
  ];
  for (const [at, { vpcId }] of networks.entries()) {
    const place = { ...CONSUMER, region: at === 2 ? ABROAD : TEST_REGION };
    caller.run(modifyVpcAttribute, { VpcId: vpcId, EnableDnsHostnames: { Value: true } }, place);
    caller.run(createRouteTable, { VpcId: vpcId }, place);
  }
  return { caller, offers, networks, endpoints: [] };
}

/** What AWS would refuse is refused with an AwsError; nothing else may be thrown. */
function take(world: World, step: Step): void {
  try {
    attempt(world, step);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function attempt({ caller, offers, networks, endpoints }: World, step: Step): void {
  const offer = offers[step.offer] as Offer;
  const network = networks[step.network] as Network;
  const endpoint = endpoints[step.endpoint % Math.max(endpoints.length, 1)] ?? 'vpce-00000000000000000';
  const subnets = network.subnetIds.filter((_, at) => step.subnets & (1 << at));
  const regionOf = (vpcId: string) => caller.state.snapshot.vpcs.get(vpcId)?.region;
  const region = caller.state.snapshot.vpcEndpoints.get(endpoint)?.region;
  const place = { ...CONSUMER, region: regionOf(network.vpcId) };
  const create = (suffix: string, input: object) => {
    const ServiceName = `com.amazonaws.${place.region}.${suffix}`;
    const { VpcEndpoint } = caller.run(
      createVpcEndpoint,
      { VpcId: network.vpcId, ServiceName, ...input },
      place,
    );
    endpoints.push(VpcEndpoint?.VpcEndpointId ?? '');
  };
  const [mainTable, otherTable = 'rtb-00000000000000000'] = caller.state.snapshot.routeTables
    .by('vpc', network.vpcId)
    .map(({ id }) => id);
  const table = [step.subnets % 2 ? mainTable : otherTable];
  const modify = (change: object) =>
    caller.run(modifyVpcEndpoint, { VpcEndpointId: endpoint, ...change }, { ...CONSUMER, region });
  const actions: Record<Step['kind'], () => unknown> = {
    create: () => endpoints.push(connect(caller, offer, network.vpcId, subnets, regionOf(network.vpcId))),
    createToAws: () => create(step.offer ? 's3' : 'sqs', { ...TO_AWS, SubnetIds: subnets }),
    createGateway: () => create('s3', { RouteTableIds: table }),
    addTable: () => modify({ AddRouteTableIds: table }),
    removeTable: () => modify({ RemoveRouteTableIds: table }),
    deleteTable: () => caller.run(deleteRouteTable, { RouteTableId: otherTable }, place),
    accept: () => accept(caller, offer, endpoint),
    reject: () => reject(caller, offer, endpoint),
    confirm: () => confirm(caller, endpoint),
    addSubnet: () => modify({ AddSubnetIds: subnets }),
    removeSubnet: () => modify({ RemoveSubnetIds: subnets }),
    delete: () => remove(caller, endpoint, region),
    deleteService: () =>
      caller.run(deleteVpcEndpointServiceConfigurations, { ServiceIds: [offer.serviceId] }, PROVIDER),
  };
  actions[step.kind]();
}

const DECISION_OF: Partial<Record<EndpointState, EndpointConnection['spec']['decision']>> = {
  pendingAcceptance: 'pendingAcceptance',
  pending: 'accepted',
  available: 'accepted',
  rejected: 'rejected',
};

function checkInvariants(tables: Snapshot): void {
  checkAddresses(tables);
  checkEndpoints(tables);
  checkInterfaces(tables);
  checkGateways(tables);
  checkPrivateNames(tables);
}

function checkAddresses(tables: Snapshot): void {
  const rows = [...tables.networkInterfaces.all()];
  const unique = (values: readonly (string | undefined)[]) => {
    const present = values.filter((value) => value !== undefined);
    expect(new Set(present).size).toBe(present.length);
  };
  unique(rows.map(({ spec }) => `${spec.vpcId}/${spec.privateIpAddress}`));
  unique(rows.map(({ status }) => status.fabricAddress));
}

function checkEndpoints(tables: Snapshot): void {
  for (const { id, spec, status } of tables.vpcEndpoints.all()) {
    const connection = tables.endpointConnections.get(spec.connectionId ?? '');
    expect(connection !== undefined).toBe(tables.endpointServices.has(spec.serviceId ?? ''));
    if (!spec.serviceId) expect(spec.connectionId).toBeUndefined();
    if (connection) expect(connection.spec.endpointId).toBe(id);
    const decision = DECISION_OF[status.state];
    if (connection && decision) expect(connection.spec.decision).toBe(decision);
    expect([...spec.subnetIds].sort()).toEqual(Object.keys(status.networkInterfaceIds).sort());
    for (const eni of Object.values(status.networkInterfaceIds))
      expect(tables.networkInterfaces.has(eni)).toBe(true);
  }
}

const zone = (row: NetworkInterface) => zoneIdOf(row, row.spec.availabilityZone);

/** Only interfaces of admitted endpoints are attached, and to nodes that exist, within a Region in their own zone. */
function checkInterfaces(tables: Snapshot): void {
  for (const row of tables.networkInterfaces.all()) {
    const { spec, status } = row;
    if (spec.owner.kind !== 'endpoint') continue;
    const endpoint = tables.vpcEndpoints.get(spec.owner.endpointId);
    const isOpen = endpoint?.status.state === 'pending' || endpoint?.status.state === 'available';
    const isAdmitted = isOpen && endpoint.spec.serviceId !== undefined;
    const isStaying = status.dataPlane === 'pending' || status.dataPlane === 'ready';
    expect(status.nodeInterfaceId !== undefined).toBe(isAdmitted && isStaying);
    expect(status.fabricAddress !== undefined).toBe(status.nodeInterfaceId !== undefined);
    if (!status.nodeInterfaceId) continue;
    const node = tables.networkInterfaces.get(status.nodeInterfaceId);
    const isAbroad = endpoint?.region === ABROAD;
    if (!isAbroad) expect(node && zone(node)).toBe(zone(row));
    expect(node?.status.fabricAddress).toBeDefined();
  }
}

/** Routes to endpoints lead to gateways of their VPC, one for each prefix list. */
function checkGateways(tables: Snapshot): void {
  for (const { spec } of tables.routeTables.all()) {
    const routes = spec.routes.filter(({ target }) => target.startsWith('vpce-'));
    expect(new Set(routes.map(({ destination }) => destination)).size).toBe(routes.length);
    for (const { target } of routes) {
      const endpoint = tables.vpcEndpoints.get(target);
      expect(endpoint?.spec).toMatchObject({ vpcEndpointType: 'Gateway', vpcId: spec.vpcId });
    }
  }
}

/** A private name is one endpoint's in a VPC, and what is left to a gateway has one. */
function checkPrivateNames(tables: Snapshot): void {
  for (const { spec, status } of tables.vpcEndpoints.all()) {
    for (const name of spec.privateDnsNames)
      expect(tables.vpcEndpoints.count('privateName', `${spec.vpcId}/${name}`)).toBe(1);
    if (!spec.privateDnsOnlyForInboundResolverEndpoint || status.state === 'deleting') continue;
    const others = tables.vpcEndpoints.by('vpc', spec.vpcId);
    expect(others.some((row) => row.spec.vpcEndpointType === 'Gateway')).toBe(true);
  }
}
