/** The addresses of a NAT gateway's interface, each with its Elastic IP where the gateway is public. */
import type { ElasticIp } from '../../../resources/elasticIp.ts';
import type { NatGatewayAddress } from '../../../resources/natGateway.ts';
import { addressesOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import { associateAddress } from '../../../state/elasticIps.ts';
import type { Call } from '../../operation.ts';

/**
 * Binds Elastic IPs, in their order, to addresses of the interface.
 * @param from the first address to take; those before it are bound already
 */
export function boundAddresses(
  call: Call,
  row: NetworkInterface,
  elasticIps: readonly ElasticIp[],
  from = 0,
): NatGatewayAddress[] {
  return addressesOf(row)
    .slice(from)
    .map((privateIp, at) => {
      const elasticIp = elasticIps[at];
      if (!elasticIp) return { privateIp };
      const place = { networkInterfaceId: row.id, privateIpAddress: privateIp };
      const { id: associationId } = associateAddress(call.tx, elasticIp, place, call.random);
      return { privateIp, allocationId: elasticIp.id, publicIp: elasticIp.spec.publicIp, associationId };
    });
}
