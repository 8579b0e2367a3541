/** Secondary addresses that leave a NAT gateway. */
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import type { NatGateway, NatGatewayAddress } from '../../../resources/natGateway.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import { unassignAddresses } from '../../../state/interfaces.ts';
import type { Call } from '../../operation.ts';

/**
 * The gateway's secondary addresses that hold the wanted values.
 * @throws AwsError InvalidParameterValue for one that it has not, or the primary one
 */
export function secondaryHolding(
  gateway: NatGateway,
  member: 'associationId' | 'privateIp',
  wanted: readonly string[],
): NatGatewayAddress[] {
  const [, ...secondary] = gateway.spec.addresses;
  return [...new Set(wanted)].map((value) => {
    const found = secondary.find((address) => address[member] === value);
    if (found) return found;
    throw new AwsError(
      'InvalidParameterValue',
      `The NAT gateway ${gateway.id} has no secondary address ${value}.`,
    );
  });
}

export function removeAddresses(
  call: Call,
  gateway: NatGateway,
  row: NetworkInterface,
  gone: readonly NatGatewayAddress[],
): void {
  const addresses = gateway.spec.addresses.filter((address) => !gone.includes(address));
  call.tx.natGateways.put({ ...gateway, spec: { ...gateway.spec, addresses } });
  const privateIps = gone.map(({ privateIp }) => known(privateIp, 'a secondary address is an address'));
  unassignAddresses(call.tx, row, privateIps);
}
