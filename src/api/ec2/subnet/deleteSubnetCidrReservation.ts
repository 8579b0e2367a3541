/** DeleteSubnetCidrReservation: its addresses are given out again. */
import type {
  DeleteSubnetCidrReservationRequest,
  DeleteSubnetCidrReservationResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { find } from '../ids.ts';
import { reservationView } from './reservations.ts';

export function deleteSubnetCidrReservation(
  call: Call,
  { SubnetCidrReservationId }: DeleteSubnetCidrReservationRequest,
): DeleteSubnetCidrReservationResult {
  const { subnetCidrReservations } = call.tx;
  const row = find(
    call,
    subnetCidrReservations,
    'subnetCidrReservation',
    SubnetCidrReservationId,
    'SubnetCidrReservationId',
  );
  subnetCidrReservations.delete(row.id);
  return { DeletedSubnetCidrReservation: reservationView(row) };
}
