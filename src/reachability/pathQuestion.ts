/** A network insights path as a question: which interface the packet leaves, which addresses and ports it is for. */
import { known } from '../base/assert.ts';
import { formatIpv4, parseCidr } from '../base/ip.ts';
import { awsPrefixLists } from '../resources/awsPrefixLists.ts';
import type { NetworkInsightsPath } from '../resources/networkInsights.ts';
import {
  addressesOf,
  attachmentOf,
  type NetworkInterface,
  primaryAddress,
} from '../resources/networkInterface.ts';
import { ipv4Blocks } from '../resources/vpcBlocks.ts';
import { attachedVpc } from '../resources/vpnGateway.ts';
import type { Snapshot } from '../state/tables.ts';
import { cannotBegin, disconnected, isGone, noInterface, noIpv4, onlyAnswers } from './findings/paths.ts';
import { Blocked } from './journey.ts';
import { resolve } from './names.ts';
import type { Origin, Question } from './question.ts';

/** Addresses of the internet that are nobody's (RFC 5737): any would do. */
const SOMEBODY = '198.51.100.1';
const SOMEBODY_ELSE = '203.0.113.1';

/** What a question needs besides its ports. */
export type Ends = Pick<Question, 'from' | 'addresses' | 'protocol' | 'sourcePort'>;

/** @throws Blocked where the path has an end that nothing can be asked of */
export function endsOf(tables: Snapshot, { spec }: NetworkInsightsPath): Ends {
  const asked = spec.filterAtSource?.sourceAddress ?? spec.sourceIp;
  const from = originOf(tables, spec.source.id, asked);
  const fixed = spec.filterAtSource?.destinationAddress ?? spec.destinationIp;
  const sourcePort = spec.filterAtSource?.sourcePorts?.from || undefined;
  const addresses = fixed ? [fixed] : addressesOfEnd(tables, spec.destination?.id ?? '', from);
  return { from, addresses, protocol: spec.protocol, sourcePort };
}

function originOf(tables: Snapshot, id: string, asked: string | undefined): Origin {
  if (id.startsWith('i-')) return ofInstance(tables, id, asked);
  if (id.startsWith('eni-')) return ofInterface(tables.networkInterfaces.get(id), id, asked);
  if (id.startsWith('vpce-') && tables.vpcEndpoints.has(id)) throw new Blocked(onlyAnswers(tables, id));
  const vpcId = vpcOfGateway(tables, id);
  if (vpcId) return { kind: 'gateway', id, vpcId, address: asked ?? addressBehind(tables, id, vpcId) };
  throw new Blocked(isThere(tables, id) ? cannotBegin(id) : isGone(id));
}

/** The interface that has the address; without one the primary interface. */
function ofInstance(tables: Snapshot, id: string, asked: string | undefined): Origin {
  const instance = tables.instances.get(id);
  if (!instance) throw new Blocked(isGone(id));
  const all = interfacesOfInstance(tables, id);
  const own = all.find((row) => asked !== undefined && addressesOf(row).includes(asked)) ?? all[0];
  if (!own) throw new Blocked(noInterface(instance));
  return ofInterface(own, own.id, asked);
}

function ofInterface(row: NetworkInterface | undefined, id: string, asked: string | undefined): Origin {
  if (!row) throw new Blocked(isGone(id));
  if (!row.spec.privateIpAddress) throw new Blocked(noIpv4(row));
  return { kind: 'interface', id: row.id, address: asked ?? primaryAddress(row) };
}

/** The VPC into which packets come by it. */
function vpcOfGateway(tables: Snapshot, id: string): string | undefined {
  const vpn = tables.vpnGateways.get(id);
  return (
    tables.internetGateways.get(id)?.spec.vpcIds[0] ??
    (vpn && attachedVpc(vpn)) ??
    tables.peeringConnections.get(id)?.spec.accepter.vpcId ??
    tables.transitGatewayAttachments.get(id)?.spec.vpcId ??
    tables.loadBalancers.get(balancerOf(tables, id))?.spec.vpcId
  );
}

function balancerOf(tables: Snapshot, serviceId: string): string {
  return tables.endpointServices.get(serviceId)?.spec.networkLoadBalancerArns[0] ?? '';
}

/** Somebody on the far side: for a peering connection an address of the other VPC. */
function addressBehind(tables: Snapshot, id: string, vpcId: string): string {
  const peering = tables.peeringConnections.get(id);
  if (!peering) return SOMEBODY;
  const { requester, accepter } = peering.spec;
  const far = requester.vpcId === vpcId ? accepter.vpcId : requester.vpcId;
  return hostIn(tables.vpcs.get(far)?.spec.cidrBlock) ?? SOMEBODY;
}

function addressesOfEnd(tables: Snapshot, id: string, from: Origin): readonly string[] {
  const vpcId = vpcOfOrigin(tables, from);
  if (from.id.startsWith('vpce-svc-')) return nodeAddresses(tables, from.id);
  if (id.startsWith('i-')) return instanceAddresses(tables, id, from);
  if (id.startsWith('eni-')) return [primaryAddress(requireInterface(tables, id))];
  if (id.startsWith('vpce-svc-')) return serviceAddresses(tables, id, vpcId);
  if (id.startsWith('vpce-')) return endpointAddresses(tables, id);
  if (id.startsWith('igw-')) return [SOMEBODY_ELSE];
  if (id.startsWith('vgw-')) return [SOMEBODY_ELSE];
  if (id.startsWith('pcx-')) return peerAddresses(tables, id, vpcId);
  if (id.startsWith('tgw-')) return attachedAddresses(tables, id, vpcId);
  return resolve(tables, vpcId, id).addresses;
}

/** From the internet an instance is found by its public address. */
function instanceAddresses(tables: Snapshot, id: string, from: Origin): readonly string[] {
  const instance = tables.instances.get(id);
  const [own] = interfacesOfInstance(tables, id);
  if (!instance) throw new Blocked(isGone(id));
  if (!own) throw new Blocked(noInterface(instance));
  const isPublic = from.kind === 'gateway' && tables.internetGateways.has(from.id);
  const publicIps = tables.elasticIps.by('interface', own.id).map(({ spec }) => spec.publicIp);
  return isPublic && publicIps.length > 0 ? publicIps : [primaryAddress(own)];
}

function endpointAddresses(tables: Snapshot, id: string): readonly string[] {
  const endpoint = tables.vpcEndpoints.get(id);
  if (!endpoint) throw new Blocked(isGone(id));
  const own = Object.values(endpoint.status.networkInterfaceIds).flatMap(
    (each) => tables.networkInterfaces.get(each)?.spec.privateIpAddress ?? [],
  );
  const list = awsPrefixLists(endpoint.region).find(({ name }) => name === endpoint.spec.serviceName);
  const inList = endpoint.spec.vpcEndpointType === 'Gateway' ? hostIn(list?.cidrs[0]) : undefined;
  const addresses = inList ? [inList] : own;
  if (addresses.length === 0) throw new Blocked(cannotBegin(id));
  return addresses;
}

/** Where a service takes packets. */
function nodeAddresses(tables: Snapshot, serviceId: string): readonly string[] {
  const zones = tables.loadBalancers.get(balancerOf(tables, serviceId))?.spec.zones ?? [];
  const addresses = zones.flatMap(
    (zone) => tables.networkInterfaces.get(zone.networkInterfaceId)?.spec.privateIpAddress ?? [],
  );
  if (addresses.length === 0) throw new Blocked(cannotBegin(serviceId));
  return addresses;
}

/** Somebody in another VPC of the gateway, or of that attachment. */
function attachedAddresses(tables: Snapshot, id: string, vpcId: string): readonly string[] {
  const own = tables.transitGatewayAttachments.get(id);
  const attachments = own ? [own] : tables.transitGatewayAttachments.by('gateway', id);
  const far = attachments.map(({ spec }) => spec.vpcId).find((each) => each !== vpcId);
  const somebody = tables.networkInterfaces.by('live', far ?? '')[0]?.spec.privateIpAddress;
  const address = somebody ?? hostIn(tables.vpcs.get(far ?? '')?.spec.cidrBlock);
  if (!address) throw new Blocked(cannotBegin(id));
  return [address];
}

/** A service is reached by the endpoints of the VPC that lead to it. */
function serviceAddresses(tables: Snapshot, id: string, vpcId: string): readonly string[] {
  const own = tables.vpcEndpoints.by('service', id).filter(({ spec }) => spec.vpcId === vpcId);
  const addresses = own.flatMap((endpoint) => endpointAddresses(tables, endpoint.id));
  if (addresses.length === 0) throw new Blocked(disconnected(tables, vpcId, id));
  return addresses;
}

function peerAddresses(tables: Snapshot, id: string, vpcId: string): readonly string[] {
  const { requester, accepter } = known(tables.peeringConnections.get(id), `${id} exists`).spec;
  const far = requester.vpcId === vpcId ? accepter.vpcId : requester.vpcId;
  const somebody = tables.networkInterfaces.by('live', far)[0]?.spec.privateIpAddress;
  const blocks = tables.vpcs.get(far);
  const address = somebody ?? hostIn(blocks && ipv4Blocks(blocks)[0]?.cidrBlock);
  if (!address) throw new Blocked(isGone(far));
  return [address];
}

function vpcOfOrigin(tables: Snapshot, from: Origin): string {
  return from.kind === 'gateway' ? from.vpcId : requireInterface(tables, from.id).spec.vpcId;
}

function requireInterface(tables: Snapshot, id: string): NetworkInterface {
  const row = tables.networkInterfaces.get(id);
  if (!row) throw new Blocked(isGone(id));
  return row;
}

/** The primary one first. */
function interfacesOfInstance(tables: Snapshot, id: string): NetworkInterface[] {
  return tables.networkInterfaces
    .by('instance', id)
    .sort((a, b) => (attachmentOf(a)?.deviceIndex ?? 0) - (attachmentOf(b)?.deviceIndex ?? 0));
}

function isThere(tables: Snapshot, id: string): boolean {
  return [tables.vpcEndpoints, tables.endpointServices, tables.internetGateways, tables.vpnGateways].some(
    (table) => table.has(id),
  );
}

function hostIn(cidr: string | undefined): string | undefined {
  const block = cidr === undefined ? undefined : parseCidr(cidr);
  return block && formatIpv4(block.base + 10);
}
