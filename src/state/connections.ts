/**
 * The life of an endpoint's connection to its service: the one place that writes an endpoint's state.
 *
 *   (create) ─► pendingAcceptance ─accept─► pending ─programmed─► available
 *                     │ reject                 ▲ accept              │ reject
 *                     └────────► rejected ─────┴──────◄──────────────┘
 *   any ─delete─► deleting ─► (gone)
 *
 * Where nobody has to accept (services that say so, all of AWS's own) endpoints begin at pending; gateways are
 * available at once.
 */
import { known } from '../base/assert.ts';
import type { Random } from '../base/random.ts';
import {
  type EndpointState,
  type EndpointType,
  isRegional,
  type VpcEndpoint,
} from '../resources/endpoint.ts';
import type { EndpointService } from '../resources/endpointService.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import { zoneIdOf } from '../resources/zones.ts';
import { type FabricAttachment, releaseInterface, takeFabricAddress } from './interfaces.ts';
import type { Snapshot, Transaction } from './tables.ts';

/** Gateways need nothing of the data plane; AWS's own services nobody's acceptance. */
export function firstState(service: {
  readonly serviceType: EndpointType;
  readonly customer?: EndpointService;
}): EndpointState {
  if (service.serviceType === 'Gateway') return 'available';
  return service.customer?.spec.acceptanceRequired ? 'pendingAcceptance' : 'pending';
}

/** The provider admits the endpoint. */
export function acceptConnection(tx: Transaction, endpoint: VpcEndpoint, random: Random): void {
  decide(tx, endpoint, 'accepted');
  for (const networkInterface of interfacesOf(tx, endpoint)) attach(tx, endpoint, networkInterface, random);
  setState(tx, endpoint.id, 'pending');
}

/** The provider refuses the endpoint, or ends a connection it had accepted. */
export function rejectConnection(tx: Transaction, endpoint: VpcEndpoint): void {
  decide(tx, endpoint, 'rejected');
  for (const networkInterface of interfacesOf(tx, endpoint)) {
    tx.networkInterfaces.put({ ...networkInterface, status: { dataPlane: 'pending' } });
  }
  setState(tx, endpoint.id, 'rejected');
}

/**
 * The consumer deletes the endpoint: its interfaces go first, then the reconcilers drop the rows. A gateway has
 * nothing to wait for.
 */
export function deleteEndpoint(tx: Transaction, endpoint: VpcEndpoint, now: Date): void {
  if (endpoint.spec.vpcEndpointType === 'Gateway') {
    tx.vpcEndpoints.delete(endpoint.id);
    return;
  }
  for (const networkInterface of interfacesOf(tx, endpoint)) releaseInterface(tx, networkInterface.id);
  const current = known(tx.vpcEndpoints.get(endpoint.id), `endpoint ${endpoint.id} exists`);
  tx.vpcEndpoints.put({
    ...current,
    spec: { ...current.spec, deletedAt: now.toISOString() },
    status: { ...current.status, state: 'deleting' },
  });
}

/**
 * After a change of an accepted endpoint's interfaces (a subnet added, groups replaced): new interfaces are
 * attached, and the endpoint is `pending` until the data plane has everything.
 */
export function refreshConnection(tx: Transaction, endpoint: VpcEndpoint, random: Random): void {
  if (endpoint.status.state !== 'available' && endpoint.status.state !== 'pending') return;
  for (const networkInterface of endpoint.spec.serviceId ? interfacesOf(tx, endpoint) : []) {
    if (!networkInterface.status.fabricAddress) attach(tx, endpoint, networkInterface, random);
  }
  setState(tx, endpoint.id, 'pending');
}

/** `pending` → `available`; for the reconciler that saw the data plane confirm. */
export function endpointIsProgrammed(tx: Transaction, endpoint: VpcEndpoint): void {
  setState(tx, endpoint.id, 'available');
}

/** The endpoint's interfaces that are not on their way out. */
export function interfacesOf(tables: Snapshot, endpoint: VpcEndpoint): NetworkInterface[] {
  const ids = tables.vpcEndpoints.get(endpoint.id)?.status.networkInterfaceIds ?? {};
  return Object.values(ids)
    .map((id) => tables.networkInterfaces.get(id))
    .filter((row) => row !== undefined)
    .filter((row) => row.status.dataPlane === 'pending' || row.status.dataPlane === 'ready');
}

/** Load balancer node interfaces of a service: those in one zone, named by its id, or all. */
export function serviceNodes(tables: Snapshot, service: EndpointService, zoneId?: string): string[] {
  return service.spec.networkLoadBalancerArns
    .flatMap((arn) => tables.loadBalancers.get(arn)?.spec.zones ?? [])
    .filter((zone) => zoneId === undefined || zoneIdOf(service, zone.availabilityZone) === zoneId)
    .map((zone) => zone.networkInterfaceId);
}

function attach(
  tx: Transaction,
  endpoint: VpcEndpoint,
  networkInterface: NetworkInterface,
  random: Random,
): void {
  const attachment = attachmentOf(tx, endpoint, networkInterface, random);
  tx.networkInterfaces.put({ ...networkInterface, status: { dataPlane: 'pending', ...attachment } });
}

/** Where an endpoint's interface is: one that there is, or one that is about to be made. */
export type InterfacePlace = Pick<NetworkInterface, 'accountId' | 'region'> & {
  readonly id?: string;
  readonly spec: Pick<NetworkInterface['spec'], 'vpcId' | 'availabilityZone'>;
};

/** What an interface of an admitted endpoint is joined to: a node of the service, from an address of its own. */
export function attachmentOf(
  tx: Transaction,
  endpoint: VpcEndpoint,
  place: InterfacePlace,
  random: Random,
): FabricAttachment {
  const nodes = nodesFor(tx, endpoint, place);
  const nodeInterfaceId = nodes[random.integer(Math.max(nodes.length, 1))];
  return {
    fabricAddress: nodeInterfaceId && takeFabricAddress(tx, place.spec.vpcId),
    nodeInterfaceId,
  };
}

/**
 * AWS: with several load balancers in a zone, one is picked at random per endpoint interface and kept. Between
 * Regions zones do not match: any node serves, and one that none of the endpoint's other interfaces has comes
 * first, so that a zone of the service may fail.
 */
function nodesFor(tables: Snapshot, endpoint: VpcEndpoint, row: InterfacePlace): string[] {
  const service = tables.endpointServices.get(endpoint.spec.serviceId ?? '');
  const zone = isRegional(endpoint) ? zoneIdOf(row, row.spec.availabilityZone) : undefined;
  const all = serviceNodes(tables, known(service, `service of ${endpoint.id} exists`), zone);
  const others = interfacesOf(tables, endpoint).filter(({ id }) => id !== row.id);
  const taken = new Set(others.map(({ status }) => status.nodeInterfaceId));
  const free = all.filter((node) => !taken.has(node));
  return free.length > 0 ? free : all;
}

function decide(tx: Transaction, endpoint: VpcEndpoint, decision: 'accepted' | 'rejected'): void {
  const connection = known(
    tx.endpointConnections.get(endpoint.spec.connectionId ?? ''),
    `connection of ${endpoint.id} exists`,
  );
  tx.endpointConnections.put({ ...connection, spec: { ...connection.spec, decision } });
}

function setState(tx: Transaction, endpointId: string, state: VpcEndpoint['status']['state']): void {
  const endpoint = known(tx.vpcEndpoints.get(endpointId), `endpoint ${endpointId} exists`);
  tx.vpcEndpoints.put({ ...endpoint, status: { ...endpoint.status, state } });
}
