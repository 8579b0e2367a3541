/** Elastic IPs and what they stand for: taken, bound and freed inside the transaction that needs them. */
import { known } from '../base/assert.ts';
import { AwsError } from '../base/awsError.ts';
import { formatIpv4, parseCidr, sizeOf } from '../base/ip.ts';
import type { Random } from '../base/random.ts';
import { type AddressAssociation, ELASTIC_IP_BLOCK, type ElasticIp } from '../resources/elasticIp.ts';
import { addressesOf } from '../resources/networkInterface.ts';
import type { Snapshot, Transaction } from './tables.ts';

const RANDOM_PROBES = 64;

/** A public address that nobody in this installation has. @throws AwsError InsufficientAddressCapacity */
export function freePublicIp(tables: Snapshot, random: Random): string {
  const block = known(parseCidr(ELASTIC_IP_BLOCK), `${ELASTIC_IP_BLOCK} is a block`);
  const usable = sizeOf(block) - 2;
  const start = random.integer(usable);
  for (let step = 0; step < usable; step++) {
    const offset = step < RANDOM_PROBES ? random.integer(usable) : (start + step) % usable;
    const address = formatIpv4(block.base + 1 + offset);
    const isTaken =
      tables.elasticIps.count('publicIp', address) + tables.networkInterfaces.count('publicIp', address);
    if (isTaken === 0) return address;
  }
  throw new AwsError('InsufficientAddressCapacity', 'There is no public address left.');
}

/** What the address stands for; undefined too once its interface is gone or has given the private address away. */
export function associationOf(tables: Snapshot, { spec }: ElasticIp): AddressAssociation | undefined {
  const row = spec.association && tables.networkInterfaces.get(spec.association.networkInterfaceId);
  const isThere = row && addressesOf(row).includes(spec.association.privateIpAddress);
  return isThere ? spec.association : undefined;
}

/** The Elastic IP of an interface's private address. */
export function elasticIpAt(
  tables: Snapshot,
  networkInterfaceId: string,
  privateIpAddress: string,
): ElasticIp | undefined {
  return tables.elasticIps
    .by('interface', networkInterfaceId)
    .find((row) => associationOf(tables, row)?.privateIpAddress === privateIpAddress);
}

/** Binds an Elastic IP to a private address, which loses another that it had. */
export function associateAddress(
  tx: Transaction,
  elasticIp: ElasticIp,
  place: Omit<AddressAssociation, 'id'>,
  random: Random,
): AddressAssociation {
  const before = elasticIpAt(tx, place.networkInterfaceId, place.privateIpAddress);
  if (before) disassociateAddress(tx, before);
  const association = { id: `eipassoc-${random.hex(17)}`, ...place };
  tx.elasticIps.put({ ...elasticIp, spec: { ...elasticIp.spec, association } });
  return association;
}

export function disassociateAddress(tx: Transaction, elasticIp: ElasticIp): void {
  const { association: _gone, ...spec } = elasticIp.spec;
  tx.elasticIps.put({ ...elasticIp, spec });
}

/** Whether something in the VPC has a public address: its internet gateway must stay then. */
export function hasPublicAddress(tables: Snapshot, vpcId: string): boolean {
  return tables.networkInterfaces
    .by('vpc', vpcId)
    .some(
      ({ id, spec }) =>
        spec.publicIp !== undefined ||
        tables.elasticIps.by('interface', id).some((row) => associationOf(tables, row)),
    );
}
