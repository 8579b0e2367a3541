/** GetSubnetCidrReservations of one subnet, those of IPv4 and of IPv6 apart. */
import type { GetSubnetCidrReservationsRequest, GetSubnetCidrReservationsResult } from '@aws-sdk/client-ec2';
import type { SubnetCidrReservation } from '../../../resources/network.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSubnet } from '../ids.ts';
import { reservationView } from './reservations.ts';

const FILTERS: FilterDefinitions<SubnetCidrReservation> = {
  reservationType: ({ spec }) => spec.reservationType,
  'subnet-id': ({ spec }) => spec.subnetId,
};

export function getSubnetCidrReservations(
  call: Call,
  input: GetSubnetCidrReservationsRequest,
): GetSubnetCidrReservationsResult {
  const { id } = findSubnet(call, input.SubnetId);
  const reservations = call.tx.subnetCidrReservations.by('subnet', id);
  const { rows, nextToken } = filteredPage(reservations, input, FILTERS);
  const ofVersion = (isIpv6: boolean) =>
    rows.filter(({ spec }) => spec.cidr.includes(':') === isIpv6).map(reservationView);
  return {
    SubnetIpv4CidrReservations: ofVersion(false),
    SubnetIpv6CidrReservations: ofVersion(true),
    NextToken: nextToken,
  };
}
