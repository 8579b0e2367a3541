/** DeleteDhcpOptions: only a set that no VPC has. */
import type { DeleteDhcpOptionsRequest } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { dependencyViolation } from '../describe.ts';
import { findDhcpOptions } from '../ids.ts';

export function deleteDhcpOptions(call: Call, input: DeleteDhcpOptionsRequest): object {
  const { id } = findDhcpOptions(call, input.DhcpOptionsId);
  if (call.tx.vpcs.count('dhcpOptions', id) > 0) throw dependencyViolation('dhcpOptions', id);
  call.tx.dhcpOptions.delete(id);
  return {};
}
