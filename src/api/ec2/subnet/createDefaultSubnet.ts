/** CreateDefaultSubnet: brings back the default subnet of a zone. */
import type { CreateDefaultSubnetRequest, CreateDefaultSubnetResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Vpc } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { freeDefaultIndex, makeDefaultSubnet } from '../defaults.ts';
import { unsupported } from '../describe.ts';
import { findDefaultVpc } from '../vpc/defaultVpc.ts';
import { requestedZone } from './requestedZone.ts';
import { subnetView } from './subnetView.ts';

export function createDefaultSubnet(
  call: Call,
  input: CreateDefaultSubnetRequest,
): CreateDefaultSubnetResult {
  if (input.Ipv6Native) throw unsupported('A default subnet of IPv6 addresses only');
  const zone = requestedZone(call, input);
  if (!zone) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter availabilityZone');
  }
  const vpc = findDefaultVpc(call);
  if (!vpc) {
    throw new AwsError('DefaultVpcDoesNotExist', 'No default VPC exists for this account in this region.');
  }
  refuseSecond(call, vpc, zone.name);
  return { Subnet: subnetView(call, makeDefaultSubnet(call, vpc, zone.name, freeIndex(call, vpc))) };
}

function refuseSecond(call: Call, vpc: Vpc, zone: string): void {
  const present = call.tx.subnets
    .by('vpc', vpc.id)
    .find(({ spec }) => spec.defaultForAz && spec.availabilityZone === zone);
  if (!present) return;
  throw new AwsError(
    'DefaultSubnetAlreadyExistsInAvailabilityZone',
    `'${present.id}' is already the default subnet in ${zone}.`,
  );
}

function freeIndex(call: Call, vpc: Vpc): number {
  const index = freeDefaultIndex(call.tx, vpc);
  if (index !== undefined) return index;
  throw new AwsError(
    'InsufficientFreeAddressesInVpc',
    `The default VPC '${vpc.id}' has no /20 left for a default subnet.`,
  );
}
