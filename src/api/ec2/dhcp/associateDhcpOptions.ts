/** AssociateDhcpOptions: the set that a VPC's instances follow from now on, or `default` for none. */
import type { AssociateDhcpOptionsRequest } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { findDhcpOptions, findVpc } from '../ids.ts';

const NONE = 'default';

export function associateDhcpOptions(call: Call, input: AssociateDhcpOptionsRequest): object {
  const dhcpOptionsId = input.DhcpOptionsId === NONE ? NONE : findDhcpOptions(call, input.DhcpOptionsId).id;
  const vpc = findVpc(call, input.VpcId);
  call.tx.vpcs.put({ ...vpc, spec: { ...vpc.spec, dhcpOptionsId } });
  return {};
}
