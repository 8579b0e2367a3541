/** CreateSubnetCidrReservation: addresses that are given to nobody who does not name them. */
import type {
  CreateSubnetCidrReservationRequest,
  CreateSubnetCidrReservationResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { SubnetCidrReservation } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { findSubnet, required } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { reservationView, reservedBlock } from './reservations.ts';

export function createSubnetCidrReservation(
  call: Call,
  input: CreateSubnetCidrReservationRequest,
): CreateSubnetCidrReservationResult {
  const subnet = findSubnet(call, input.SubnetId);
  const text = required(input.Cidr, 'Cidr');
  const reservationType = typeFrom(required(input.ReservationType, 'ReservationType'));
  const others = call.tx.subnetCidrReservations.by('subnet', subnet.id);
  const row: SubnetCidrReservation = {
    ...newResource(call, 'scr'),
    tags: tagsFor(input.TagSpecifications, 'subnet-cidr-reservation'),
    spec: {
      subnetId: subnet.id,
      cidr: reservedBlock(subnet, others, text),
      reservationType,
      description: input.Description,
    },
  };
  call.tx.subnetCidrReservations.put(row);
  return { SubnetCidrReservation: reservationView(row) };
}

function typeFrom(text: string): 'prefix' | 'explicit' {
  if (text === 'prefix' || text === 'explicit') return text;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${text}) for parameter reservationType is invalid. Valid values are prefix, explicit.`,
  );
}
