/** Blocks of sixteen addresses that interfaces have as a whole: containers on an instance get theirs out of them. */
import { known } from '../base/assert.ts';
import { AwsError } from '../base/awsError.ts';
import {
  addressesIn,
  type Cidr,
  containsAddress,
  containsCidr,
  formatCidr,
  overlaps,
  parseCidr,
  sizeOf,
} from '../base/ip.ts';
import type { Subnet } from '../resources/network.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Transaction } from './tables.ts';

/** AWS delegates blocks of this size. */
const PREFIX_LENGTH = 28;

/**
 * Gives the interface further prefixes of its subnet.
 * @param wanted any free one where undefined: out of a reservation for prefixes, where the subnet has one
 * @throws AwsError InsufficientCidrBlocks, InvalidParameterValue
 */
export function assignPrefixes(
  tx: Transaction,
  row: NetworkInterface,
  wanted: readonly (string | undefined)[],
): NetworkInterface {
  const subnet = known(tx.subnets.get(row.spec.subnetId), `the subnet of ${row.id} exists`);
  let given = row;
  for (const each of wanted) {
    const prefix = each === undefined ? freePrefix(tx, subnet) : namedPrefix(tx, subnet, each);
    const ipv4Prefixes = [...(given.spec.ipv4Prefixes ?? []), formatCidr(prefix)];
    given = { ...given, spec: { ...given.spec, ipv4Prefixes } };
    // What is put counts as taken when the next one is chosen.
    tx.networkInterfaces.put(given);
  }
  return given;
}

/** Takes prefixes away; what it has not stays away. */
export function unassignPrefixes(tx: Transaction, row: NetworkInterface, gone: readonly string[]): void {
  const left = (row.spec.ipv4Prefixes ?? []).filter((prefix) => !gone.includes(prefix));
  const ipv4Prefixes = left.length > 0 ? left : undefined;
  tx.networkInterfaces.put({ ...row, spec: { ...row.spec, ipv4Prefixes } });
}

function namedPrefix(tx: Transaction, subnet: Subnet, text: string): Cidr {
  const prefix = parseCidr(text);
  if (!prefix || prefix.prefixLength !== PREFIX_LENGTH || formatCidr(prefix) !== text) {
    throw new AwsError('InvalidParameterValue', `Value (${text}) for parameter ipv4Prefix is invalid.`);
  }
  if (containsCidr(blockOf(subnet), prefix) && isUsable(subnet, prefix) && isFree(tx, subnet, prefix))
    return prefix;
  throw new AwsError('InvalidParameterValue', `The prefix ${text} is not free in subnet '${subnet.id}'.`);
}

function freePrefix(tx: Transaction, subnet: Subnet): Cidr {
  const reservations = tx.subnetCidrReservations.by('subnet', subnet.id).flatMap(({ spec }) => {
    const block = parseCidr(spec.cidr);
    return block ? [{ block, isForPrefixes: spec.reservationType === 'prefix' }] : [];
  });
  const own = reservations.filter(({ isForPrefixes }) => isForPrefixes).map(({ block }) => block);
  const found =
    firstFree(tx, subnet, own, []) ??
    firstFree(
      tx,
      subnet,
      [blockOf(subnet)],
      reservations.map(({ block }) => block),
    );
  if (found) return found;
  throw new AwsError(
    'InsufficientCidrBlocks',
    `The specified subnet '${subnet.id}' does not have enough free cidr blocks to satisfy the request.`,
  );
}

function firstFree(
  tx: Transaction,
  subnet: Subnet,
  blocks: readonly Cidr[],
  without: readonly Cidr[],
): Cidr | undefined {
  for (const block of blocks) {
    for (let base = block.base; base < block.base + sizeOf(block); base += 2 ** (32 - PREFIX_LENGTH)) {
      const prefix = { base, prefixLength: PREFIX_LENGTH };
      if (!containsCidr(block, prefix) || without.some((each) => overlaps(each, prefix))) continue;
      if (isUsable(subnet, prefix) && isFree(tx, subnet, prefix)) return prefix;
    }
  }
  return undefined;
}

/** AWS keeps the first four addresses and the last one of every subnet, and so what they lie in. */
function isUsable(subnet: Subnet, prefix: Cidr): boolean {
  const block = blockOf(subnet);
  return !containsAddress(prefix, block.base) && !containsAddress(prefix, block.base + sizeOf(block) - 1);
}

function isFree(tx: Transaction, { spec: { vpcId } }: Subnet, prefix: Cidr): boolean {
  return addressesIn(prefix).every((each) => tx.networkInterfaces.count('address', `${vpcId}/${each}`) === 0);
}

/** @throws AwsError InsufficientCidrBlocks for a subnet of IPv6 alone */
function blockOf({ id, spec: { cidrBlock } }: Subnet): Cidr {
  const block = parseCidr(cidrBlock ?? '');
  if (block) return block;
  throw new AwsError('InsufficientCidrBlocks', `The subnet '${id}' has IPv6 addresses only.`);
}
