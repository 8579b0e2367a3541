/** Whether each field of a row is what it claims to be. Ids, addresses and names pass only in their exact form. */
import { parseCidr } from '../base/ip.ts';
import { isShortestIpv6 } from '../base/ipAddress.ts';
import { transitFaults } from './checkTransit.ts';
import { peeringFaults, routeTableFaults, tableFaults } from './routingFaults.ts';
import type {
  AclEntry,
  CheckRow,
  GroupRule,
  ListenerGroup,
  ListenerRow,
  NamesRow,
  OnPremisesRow,
  PortRow,
  ProgramRow,
} from './rows.ts';
import {
  each,
  id,
  isAddress,
  isCidr,
  isDnsName,
  isEitherAddress,
  isFabricText,
  isId,
  isIpv6Cidr,
  isPublic,
  isRoutable,
  isWhole,
  one,
  portNumber,
} from './shapes.ts';

/** Names of the operator's: as `ip` takes them, in one word, never a path. */
const NAMESPACE = /^(?!\.)[\w.-]{1,64}$/;
const INTERFACE = /^(?!\.)[\w.-]{1,15}$/;

/** Rows never change, so each is looked at once. */
const judged = new WeakMap<ProgramRow, readonly string[]>();

/** What is wrong, field by field; empty when nothing is. */
export function checkShape(row: ProgramRow): readonly string[] {
  const found = judged.get(row) ?? faultsOf(row);
  judged.set(row, found);
  return found;
}

function faultsOf(row: ProgramRow): string[] {
  try {
    return [...faults(row)];
  } catch (error) {
    // A field that is not even there: rows come over a socket.
    return [`malformed: ${(error as Error).message}`];
  }
}

function* faults(row: ProgramRow): Iterable<string> {
  if ('vpcId' in row) yield* id('vpcId', row.vpcId, 'vpc');
  switch (row.kind) {
    case 'vpc':
      yield* id('id', row.id, 'vpc');
      yield* each('cidrs', row.cidrs, isCidr);
      yield* each('ipv6Cidrs', row.ipv6Cidrs ?? [], isIpv6Cidr);
      yield* one(
        'fabricBlock',
        row.fabricBlock,
        (text) => isCidr(text) && text.endsWith('/18') && isFabricText(text),
      );
      return yield* each('resolverAddresses', row.resolverAddresses, isEitherAddress);
    case 'port':
      return yield* portFaults(row);
    case 'instance':
      yield* id('id', row.id, 'i');
      yield* one('hostName', row.hostName, isDnsName);
      yield* one('searchDomain', row.searchDomain, isDnsName);
      if (!isWhole(row.reboots ?? 0, 0, Number.MAX_SAFE_INTEGER)) yield `reboots ${row.reboots} is no number`;
      return yield* each('nameServers', row.nameServers, isEitherAddress);
    case 'group':
      yield* id('groupId', row.groupId, 'sg');
      yield* one('id', row.id, (text) => text === `${row.vpcId}/${row.groupId}`);
      yield* each('members', row.members ?? [], isEitherAddress);
      return yield* ruleFaults([...row.ingress, ...row.egress]);
    case 'transit':
    case 'transitLink':
    case 'transitRoutes':
      return yield* transitFaults(row);
    case 'routes':
      return yield* routeTableFaults(row);
    case 'acl':
      yield* id('id', row.id, 'acl');
      yield* entryFaults(row.ingress);
      return yield* entryFaults(row.egress);
    case 'subnet':
      yield* id('id', row.id, 'subnet');
      yield* id('aclId', row.aclId, 'acl');
      return yield* each('cidrs', row.cidrs, (text) => isCidr(text) || isIpv6Cidr(text));
    case 'peering':
      return yield* peeringFaults(row);
    case 'onPremises':
      return yield* onPremisesFaults(row);
    case 'internet':
      yield* id('id', row.id, 'igw');
      return yield* tableFaults(row.table);
    case 'publicAddress':
      yield* one('id', row.id, isPublic);
      yield* id('gatewayId', row.gatewayId, 'igw');
      return yield* one('address', row.address, isAddress);
    case 'natGateway':
      yield* id('id', row.id, 'nat');
      return yield* one('address', row.address, isAddress);
    case 'endpoint':
      yield* id('id', row.id, 'eni');
      yield* one('address', row.address, isEitherAddress);
      yield* one('ipv6Address', row.ipv6Address ?? '::', isShortestIpv6);
      yield* subnetFaults(row.subnetId);
      yield* groupIds(row.groupIds);
      yield* tableFaults(row.table);
      if (!row.attachment) return;
      yield* one('attachment.source', row.attachment.source, isFabricText);
      yield* one('attachment.destination', row.attachment.destination, isFabricText);
      return yield* ruleFaults(row.attachment.loadBalancerIngress ?? []);
    case 'node':
      yield* id('id', row.id, 'eni');
      yield* one('address', row.address, isAddress);
      yield* one('ipv6Address', row.ipv6Address ?? '::', isShortestIpv6);
      yield* one('fabricAddress', row.fabricAddress, isFabricText);
      yield* tableFaults(row.table);
      yield* subnetFaults(row.subnetId);
      return yield* groupIds(row.groupIds);
    case 'admission':
      yield* id('id', row.id, 'eni');
      yield* one('source', row.source, isFabricText);
      return yield* one('destination', row.destination, isFabricText);
    case 'listener':
      return yield* listenerFaults(row);
    case 'check':
      return yield* checkFaults(row);
    case 'names':
      return yield* nameFaults(row);
    default:
      yield `kind ${JSON.stringify((row as { kind: unknown }).kind)} is unknown`;
  }
}

function* portFaults(row: PortRow): Iterable<string> {
  yield* id('id', row.id, 'eni');
  if (!isId(row.instanceId, 'nat')) yield* id('instanceId', row.instanceId, 'i');
  yield* one('address', row.address, isEitherAddress);
  yield* each('secondaryAddresses', row.secondaryAddresses ?? [], isAddress);
  yield* each('prefixes', row.prefixes ?? [], (text) => isCidr(text) && text.endsWith('/28'));
  yield* each('ipv6Addresses', row.ipv6Addresses ?? [], isShortestIpv6);
  if (!isWhole(row.deviceIndex ?? 0, 0, 255)) yield `deviceIndex ${row.deviceIndex} is out of range`;
  if (isAddress(row.address) || row.gateway) yield* ipv4PlaceFaults(row);
  yield* one('macAddress', row.macAddress, (text) => /^[0-9a-f][26ae](:[0-9a-f]{2}){5}$/.test(text));
  yield* subnetFaults(row.subnetId);
  yield* groupIds(row.groupIds);
  yield* tableFaults(row.table);
  for (const link of row.outOfReach ?? []) yield* id('outOfReach', link, 'tgw-attach');
}

function* ipv4PlaceFaults({ gateway = '', prefixLength = 0 }: PortRow): Iterable<string> {
  yield* one('gateway', gateway, isAddress);
  if (!isWhole(prefixLength, 1, 32)) yield `prefixLength ${prefixLength} is out of range`;
}

function* onPremisesFaults(row: OnPremisesRow): Iterable<string> {
  yield* id('id', row.id, 'vgw');
  if ('namespace' in row.place) yield* one('namespace', row.place.namespace, (text) => NAMESPACE.test(text));
  else yield* one('hostInterface', row.place.hostInterface, (text) => INTERFACE.test(text));
  yield* each('cidrs', row.cidrs, (text) => isCidr(text) && isRoutable(text));
  yield* each('vpcCidrs', row.vpcCidrs, isCidr);
  if (row.address !== undefined) yield* one('address', row.address, isAddress);
  yield* tableFaults(row.table);
}

function* subnetFaults(subnetId: string | undefined): Iterable<string> {
  if (subnetId !== undefined) yield* id('subnetId', subnetId, 'subnet');
}

function* listenerFaults(row: ListenerRow): Iterable<string> {
  yield* id('nodeId', row.nodeId, 'eni');
  yield* one('nodeAddress', row.nodeAddress, isAddress);
  yield* one('nodeIpv6Address', row.nodeIpv6Address ?? '::', isShortestIpv6);
  yield* one('nodeFabricAddress', row.nodeFabricAddress, isFabricText);
  if (!isWhole(row.protocol, 1, 255)) yield `protocol ${row.protocol} is out of range`;
  yield* portNumber('port', row.port);
  for (const group of row.groups) yield* listenerGroupFaults(group);
}

function* listenerGroupFaults(group: ListenerGroup): Iterable<string> {
  const { weight, targets, allChecks, healthyForRouting, healthyForDns } = group;
  if (!isWhole(weight, 0, 999)) yield `weight ${weight} is out of range`;
  for (const least of [healthyForRouting, healthyForDns]) {
    if (!isWhole(least, 0, 1_000)) yield `number of healthy targets ${least} is out of range`;
  }
  for (const target of targets) {
    yield* one('target', target.address, isEitherAddress);
    yield* portNumber('target port', target.port);
  }
  yield* each('allChecks', allChecks, (text) => typeof text === 'string');
}

function* checkFaults(row: CheckRow): Iterable<string> {
  yield* one('sourceAddress', row.sourceAddress, isEitherAddress);
  yield* one('address', row.address, isEitherAddress);
  if (row.address.includes(':') !== row.sourceAddress.includes(':')) yield 'addresses are of two families';
  yield* portNumber('port', row.port);
  yield* one('path', row.path, (text) => /^\/[\x21-\x7e]*$/.test(text));
}

function* nameFaults(row: NamesRow): Iterable<string> {
  if (row.scope !== 'public') yield* id('scope', row.scope, 'vpc');
  yield* each('zones', row.zones, isDnsName);
  for (const { name, addresses } of row.records) {
    yield* one('name', name, (text) => isDnsName(text.replace(/^\*\./, '')));
    yield* each(
      'address',
      addresses.map(({ address }) => address),
      isEitherAddress,
    );
  }
}

function* ruleFaults(rules: readonly GroupRule[]): Iterable<string> {
  for (const { id: ruleId, peer, ...traffic } of rules) {
    yield* id('rule', ruleId, 'sgr');
    yield* trafficFaults(traffic);
    if ('cidr' in peer)
      yield* one('cidr', peer.cidr, (text) => parseCidr(text) !== undefined || isIpv6Cidr(text));
    else yield* id('peer', peer.groupId, 'sg');
  }
}

function* entryFaults(entries: readonly AclEntry[]): Iterable<string> {
  let before = 0;
  for (const { number, allow, cidr, ...traffic } of entries) {
    if (!isWhole(number, before + 1, 65535)) yield `entry ${number} is out of order`;
    if (typeof allow !== 'boolean') yield `entry ${number} neither allows nor denies`;
    yield* one('cidr', cidr, (text) => isCidr(text) || isIpv6Cidr(text));
    yield* trafficFaults(traffic);
    before = number;
  }
}

function* trafficFaults({ protocol, ports }: Pick<GroupRule, 'protocol' | 'ports'>): Iterable<string> {
  if (protocol !== undefined && !isWhole(protocol, 0, 255)) yield `protocol ${protocol} is out of range`;
  if (ports && !(isWhole(ports.from, -1, 65535) && isWhole(ports.to, -1, 65535)))
    yield 'ports are out of range';
  if (ports && protocol !== 1 && protocol !== 58 && ports.from > ports.to) yield 'ports are out of order';
}

function groupIds(ids: readonly string[]): Iterable<string> {
  return each('groupIds', ids, (text) => isId(text, 'sg'));
}
