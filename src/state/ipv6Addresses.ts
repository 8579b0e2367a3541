/** IPv6 addresses of interfaces, decided inside the transaction that needs them. */
import { known } from '../base/assert.ts';
import { AwsError } from '../base/awsError.ts';
import { containsIpv6Cidr, formatIpv6, type Ipv6Cidr, parseIpv6, parseIpv6Cidr } from '../base/ipv6.ts';
import type { Random } from '../base/random.ts';
import type { Subnet } from '../resources/network.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Transaction } from './tables.ts';

/** AWS keeps the first four addresses and the last one of every subnet. */
const RESERVED_FIRST = 4n;
const RESERVED_LAST = 1n;
/** Of 2^64 addresses so many drawn ones are never all taken, unless nearly all are reserved. */
const PROBES = 64;

/**
 * An address of the subnet's IPv6 block that no interface has.
 * @param wanted any free one where undefined
 * @throws AwsError InvalidParameterValue, InvalidIPAddress.InUse, InsufficientFreeAddressesInSubnet
 */
export function takeIpv6Address(tx: Transaction, subnet: Subnet, random: Random, wanted?: string): string {
  const text = known(subnet.spec.ipv6Block, `subnet ${subnet.id} has IPv6 addresses`).ipv6CidrBlock;
  const block = known(parseIpv6Cidr(text), `${text} is an IPv6 block`);
  const isFree = (address: string) =>
    tx.networkInterfaces.count('ipv6Address', `${subnet.id}/${address}`) === 0;
  if (wanted !== undefined) return checkedAddress(wanted, block, isFree);
  const reserved = reservedBlocks(tx, subnet);
  for (let probe = 0; probe < PROBES; probe++) {
    const base = block.base + drawnOffset(block, random);
    const isReserved = reserved.some((each) => containsIpv6Cidr(each, { base, prefixLength: 128 }));
    if (!isReserved && isFree(formatIpv6(base))) return formatIpv6(base);
  }
  throw new AwsError(
    'InsufficientFreeAddressesInSubnet',
    `There are not enough free IPv6 addresses in subnet '${subnet.id}' to satisfy the request.`,
  );
}

/**
 * Gives the interface further IPv6 addresses.
 * @param wanted any free one where undefined
 * @throws AwsError as `takeIpv6Address`
 */
export function giveIpv6Addresses(
  tx: Transaction,
  row: NetworkInterface,
  wanted: readonly (string | undefined)[],
  random: Random,
): NetworkInterface {
  const subnet = known(tx.subnets.get(row.spec.subnetId), `the subnet of ${row.id} exists`);
  let given = row;
  for (const each of wanted) {
    const address = takeIpv6Address(tx, subnet, random, each);
    given = {
      ...given,
      spec: { ...given.spec, ipv6Addresses: [...(given.spec.ipv6Addresses ?? []), address] },
    };
    // What is put counts as taken when the next address is chosen.
    tx.networkInterfaces.put(given);
  }
  return given;
}

/** Reserved addresses go to those only who name them. */
function reservedBlocks(tx: Transaction, subnet: Subnet): Ipv6Cidr[] {
  return tx.subnetCidrReservations
    .by('subnet', subnet.id)
    .map(({ spec }) => parseIpv6Cidr(spec.cidr))
    .filter((block) => block !== undefined);
}

function drawnOffset({ prefixLength }: Ipv6Cidr, random: Random): bigint {
  const size = 1n << BigInt(128 - prefixLength);
  const drawn = BigInt(`0x${random.hex(32)}`);
  return RESERVED_FIRST + (drawn % (size - RESERVED_FIRST - RESERVED_LAST));
}

function checkedAddress(wanted: string, block: Ipv6Cidr, isFree: (address: string) => boolean): string {
  const address = parseIpv6(wanted);
  const last = block.base + (1n << BigInt(128 - block.prefixLength)) - 1n;
  if (address === undefined || address < block.base || address > last) {
    throw new AwsError(
      'InvalidParameterValue',
      `Address ${wanted} does not fall within the subnet's address range`,
    );
  }
  if (address < block.base + RESERVED_FIRST || address > last - RESERVED_LAST) {
    throw new AwsError('InvalidParameterValue', `Address ${wanted} is in subnet's reserved address range`);
  }
  const text = formatIpv6(address);
  if (isFree(text)) return text;
  throw new AwsError('InvalidIPAddress.InUse', `Address ${wanted} is in use.`);
}
