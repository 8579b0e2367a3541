/** ResetAddressAttribute: no reverse name any more. */
import type { ResetAddressAttributeRequest, ResetAddressAttributeResult } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { attributeView, checkAttribute } from './addressAttribute.ts';
import { findByAllocation } from './findAddress.ts';

export function resetAddressAttribute(
  call: Call,
  input: ResetAddressAttributeRequest,
): ResetAddressAttributeResult {
  const elasticIp = findByAllocation(call, input.AllocationId);
  checkAttribute(required(input.Attribute, 'attribute'));
  const { ptrRecord: _gone, ...spec } = elasticIp.spec;
  const changed = { ...elasticIp, spec };
  call.tx.elasticIps.put(changed);
  return { Address: attributeView(changed) };
}
