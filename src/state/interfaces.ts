/** Network interfaces and the addresses they take, decided inside the transaction that needs them. */
import { known } from '../base/assert.ts';
import { AwsError } from '../base/awsError.ts';
import { type Cidr, containsAddress, formatIpv4, parseCidr, parseIpv4, sizeOf } from '../base/ip.ts';
import type { Random } from '../base/random.ts';
import { FABRIC_BLOCKS, fabricBlockOf } from '../resources/fabric.ts';
import type { Subnet } from '../resources/network.ts';
import {
  type InterfaceOwner,
  type NetworkInterface,
  prefixAddresses,
} from '../resources/networkInterface.ts';
import type { Snapshot, Transaction } from './tables.ts';

/** AWS keeps the first four addresses and the last one of every subnet. */
const RESERVED_FIRST = 4;
const RESERVED_LAST = 1;
const RANDOM_PROBES = 16;

export interface InterfaceRequest {
  readonly subnet: Subnet;
  readonly interfaceType: NetworkInterface['spec']['interfaceType'];
  readonly description: string;
  readonly groupIds: readonly string[];
  readonly requesterManaged: boolean;
  readonly owner: InterfaceOwner;
  /** Any free address when undefined. */
  readonly privateIpAddress?: string;
  /** Further addresses, each as above. */
  readonly secondaryAddresses?: readonly (string | undefined)[];
  /** Members of the spec that most interfaces have not. */
  readonly more?: Partial<NetworkInterface['spec']>;
  /** What it is joined to in the fabric; asked for once the VPC has its part of that. */
  readonly attachment?: () => FabricAttachment;
  readonly now: Date;
  readonly random: Random;
}

export type FabricAttachment = Pick<NetworkInterface['status'], 'fabricAddress' | 'nodeInterfaceId'>;

/** How ids of attachments begin: the customer's on instances, and those that AWS manages. */
const ATTACHMENT_PREFIXES = {
  instance: 'eni-attach',
  customer: undefined,
  endpoint: 'ela-attach',
  loadBalancer: 'ela-attach',
  natGateway: 'ela-attach',
  transitGateway: 'ela-attach',
} as const;

/** Whose interfaces may do without IPv4. */
const WITH_IPV6_ALONE: readonly InterfaceOwner['kind'][] = ['instance', 'customer', 'endpoint'];

/** Whose interfaces the kernel does not get. */
const NOT_IN_KERNEL: readonly InterfaceOwner['kind'][] = ['customer'];

/**
 * Makes an interface with a free address; a load balancer's node gets its fabric address too.
 * @throws AwsError InsufficientFreeAddressesInSubnet, InvalidIPAddress.InUse, InvalidParameterValue
 */
export function createInterface(tx: Transaction, request: InterfaceRequest): NetworkInterface {
  const { subnet, random, owner } = request;
  ensureFabricBlock(tx, subnet.spec.vpcId, random);
  const row: NetworkInterface = {
    id: `eni-${random.hex(17)}`,
    accountId: subnet.accountId,
    region: subnet.region,
    createdAt: request.now.toISOString(),
    tags: {},
    spec: {
      vpcId: subnet.spec.vpcId,
      subnetId: subnet.id,
      availabilityZone: subnet.spec.availabilityZone,
      interfaceType: request.interfaceType,
      description: request.description,
      privateIpAddress: primaryIpv4(tx, request),
      macAddress: macAddress(random),
      groupIds: request.groupIds,
      sourceDestCheck: true,
      requesterManaged: request.requesterManaged,
      owner,
      attachmentId: newAttachmentId(owner, random),
      ...request.more,
    },
    status: {
      dataPlane: NOT_IN_KERNEL.includes(owner.kind) ? 'absent' : 'pending',
      fabricAddress: owner.kind === 'loadBalancer' ? takeFabricAddress(tx, subnet.spec.vpcId) : undefined,
      ...request.attachment?.(),
    },
  };
  tx.networkInterfaces.put(row);
  const { secondaryAddresses = [] } = request;
  return secondaryAddresses.length > 0 ? assignAddresses(tx, row, secondaryAddresses, random) : row;
}

export function newAttachmentId(owner: InterfaceOwner, random: Random): string | undefined {
  const prefix = ATTACHMENT_PREFIXES[owner.kind];
  return prefix && `${prefix}-${random.hex(17)}`;
}

/**
 * Gives the interface further addresses of its subnet.
 * @param wanted any free address where undefined
 * @throws AwsError InsufficientFreeAddressesInSubnet, InvalidIPAddress.InUse, InvalidParameterValue
 */
export function assignAddresses(
  tx: Transaction,
  row: NetworkInterface,
  wanted: readonly (string | undefined)[],
  random: Random,
): NetworkInterface {
  const subnet = known(tx.subnets.get(row.spec.subnetId), `the subnet of ${row.id} exists`);
  let given = row;
  for (const each of wanted) {
    const address = takeAddress(tx, subnet, random, each);
    const secondaryAddresses = [...(given.spec.secondaryAddresses ?? []), address];
    given = { ...given, spec: { ...given.spec, secondaryAddresses } };
    // What is put counts as taken when the next address is chosen.
    tx.networkInterfaces.put(given);
  }
  return given;
}

/** Takes secondary addresses away; what it has not stays away. */
export function unassignAddresses(tx: Transaction, row: NetworkInterface, gone: readonly string[]): void {
  const left = (row.spec.secondaryAddresses ?? []).filter((address) => !gone.includes(address));
  tx.networkInterfaces.put({ ...row, spec: { ...row.spec, secondaryAddresses: left } });
}

/**
 * Starts an interface's removal: the data plane lets go of it first, then the reconcilers decide what becomes of
 * it. Where the data plane has nothing of it they decide at once.
 */
export function releaseInterface(tx: Transaction, id: string): void {
  const row = tx.networkInterfaces.get(id);
  if (!row || isLeaving(row)) return;
  const { owner } = row.spec;
  const place = row.status.dataPlane;
  tx.networkInterfaces.put({
    ...row,
    spec: { ...row.spec, owner: owner.kind === 'instance' ? { ...owner, detaching: true } : owner },
    status: { dataPlane: place === 'absent' || place === 'removed' ? 'removed' : 'removing' },
  });
}

/** On its way off what it is attached to; an interface that its stopping instance keeps is not. */
export function isLeaving({ spec: { owner }, status: { dataPlane } }: NetworkInterface): boolean {
  if (owner.kind === 'instance') return owner.detaching ?? false;
  return dataPlane === 'removing' || dataPlane === 'removed';
}

/** Replaces an interface's security groups; the data plane has to confirm it anew. */
export function setInterfaceGroups(tx: Transaction, id: string, groupIds: readonly string[]): void {
  const row = known(tx.networkInterfaces.get(id), `interface ${id} exists`);
  tx.networkInterfaces.put({
    ...row,
    spec: { ...row.spec, groupIds },
    status: { ...row.status, dataPlane: 'pending' },
  });
}

/** AWS's availableIpAddressCount. */
export function freeAddressCount(tables: Snapshot, subnet: Subnet): number {
  if (!subnet.spec.cidrBlock) return 0;
  const size = sizeOf(cidrOf(subnet.spec.cidrBlock));
  const further = tables.networkInterfaces
    .by('severalAddresses', subnet.id)
    .reduce((sum, row) => sum + (row.spec.secondaryAddresses?.length ?? 0) + prefixAddresses(row).length, 0);
  const used = tables.networkInterfaces.count('subnet', subnet.id) + further;
  return size - RESERVED_FIRST - RESERVED_LAST - used;
}

/** A fabric address of that VPC which no interface has now. */
export function takeFabricAddress(tx: Transaction, vpcId: string): string {
  const block = cidrOf(fabricBlockOf(known(tx.vpcs.get(vpcId), `VPC ${vpcId} exists`)));
  let last = tx.fabricCursors.get(vpcId)?.last ?? 0;
  // The block's first address is the router's; one full turn finds a free one or there is none.
  for (let tries = 1; tries < sizeOf(block); tries++) {
    last = 1 + (last % (sizeOf(block) - 1));
    const address = formatIpv4(block.base + last);
    if (tx.networkInterfaces.count('fabric', address) > 0) continue;
    tx.fabricCursors.put({ id: vpcId, last });
    return address;
  }
  throw new AwsError('ResourceLimitExceeded', `The VPC '${vpcId}' has no fabric address left`);
}

function ensureFabricBlock(tx: Transaction, vpcId: string, random: Random): void {
  const vpc = known(tx.vpcs.get(vpcId), `VPC ${vpcId} exists`);
  if (vpc.status.fabricBlock !== undefined) return;
  const start = random.integer(FABRIC_BLOCKS - 1);
  for (let step = 0; step < FABRIC_BLOCKS - 1; step++) {
    const fabricBlock = 1 + ((start + step) % (FABRIC_BLOCKS - 1));
    if (tx.vpcs.count('fabricBlock', String(fabricBlock)) > 0) continue;
    tx.vpcs.put({ ...vpc, status: { ...vpc.status, fabricBlock } });
    return;
  }
  throw new AwsError('VpcLimitExceeded', 'No more VPCs can carry traffic: the fabric has no block left.');
}

/** None in a subnet of IPv6 alone, where that is enough for the interface's owner. */
function primaryIpv4(tx: Transaction, request: InterfaceRequest): string | undefined {
  const { subnet, random, owner, privateIpAddress } = request;
  const isEnough = !subnet.spec.cidrBlock && privateIpAddress === undefined;
  if (isEnough && WITH_IPV6_ALONE.includes(owner.kind)) return undefined;
  return takeAddress(tx, subnet, random, privateIpAddress);
}

function takeAddress(tx: Transaction, subnet: Subnet, random: Random, wanted?: string): string {
  const block = cidrOf(subnet.spec.cidrBlock ?? throwWithoutIpv4(subnet));
  const first = block.base + RESERVED_FIRST;
  const usable = sizeOf(block) - RESERVED_FIRST - RESERVED_LAST;
  const isFree = (address: string) =>
    tx.networkInterfaces.count('address', `${subnet.spec.vpcId}/${address}`) === 0;
  if (wanted !== undefined) return checkedAddress(wanted, block, first, usable, isFree);
  const reserved = reservedBlocks(tx, subnet);
  const isOpen = (number: number) =>
    !reserved.some((each) => containsAddress(each, number)) && isFree(formatIpv4(number));
  for (let probe = 0; probe < RANDOM_PROBES; probe++) {
    const number = first + random.integer(usable);
    if (isOpen(number)) return formatIpv4(number);
  }
  for (let offset = 0; offset < usable; offset++) {
    if (isOpen(first + offset)) return formatIpv4(first + offset);
  }
  throw new AwsError(
    'InsufficientFreeAddressesInSubnet',
    `There are not enough free addresses in subnet '${subnet.id}' to satisfy the requested number of interfaces.`,
  );
}

function throwWithoutIpv4({ id }: Subnet): never {
  throw new AwsError('InvalidParameterValue', `The subnet '${id}' has no IPv4 addresses.`);
}

/** Reserved addresses go to those only who name them. */
function reservedBlocks(tx: Transaction, subnet: Subnet): Cidr[] {
  return tx.subnetCidrReservations
    .by('subnet', subnet.id)
    .map(({ spec }) => parseCidr(spec.cidr))
    .filter((block) => block !== undefined);
}

function checkedAddress(
  wanted: string,
  block: Cidr,
  first: number,
  usable: number,
  isFree: (address: string) => boolean,
): string {
  const address = parseIpv4(wanted);
  if (address === undefined || !containsAddress(block, address)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Address ${wanted} does not fall within the subnet's address range`,
    );
  }
  if (address < first || address >= first + usable) {
    throw new AwsError('InvalidParameterValue', `Address ${wanted} is in subnet's reserved address range`);
  }
  if (!isFree(wanted)) throw new AwsError('InvalidIPAddress.InUse', `Address ${wanted} is in use.`);
  return wanted;
}

function macAddress(random: Random): string {
  return `02:${(random.hex(10).match(/../g) ?? []).join(':')}`;
}

function cidrOf(text: string): Cidr {
  return known(parseCidr(text), `${text} is a CIDR block`);
}
