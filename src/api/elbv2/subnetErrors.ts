/** EC2's errors about addresses in a subnet, as ELBv2 passes them on. */
import { AwsError } from '../../base/awsError.ts';
import type { Subnet } from '../../resources/network.ts';
import { invalidConfiguration } from './errors.ts';

export function inElbWords<T>(subnet: Subnet, take: () => T): T {
  try {
    return take();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'InsufficientFreeAddressesInSubnet') throw notEnoughRoom(subnet);
    throw invalidConfiguration(error.message);
  }
}

export function notEnoughRoom(subnet: Subnet): AwsError {
  return new AwsError('InvalidSubnet', `Not enough IP space available in ${subnet.id}`);
}
