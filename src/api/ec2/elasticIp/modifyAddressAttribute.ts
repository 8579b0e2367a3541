/** ModifyAddressAttribute: the reverse name. Nobody can look these addresses up, so it is not compared with DNS. */
import type { ModifyAddressAttributeRequest, ModifyAddressAttributeResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { attributeView } from './addressAttribute.ts';
import { findByAllocation } from './findAddress.ts';

export function modifyAddressAttribute(
  call: Call,
  input: ModifyAddressAttributeRequest,
): ModifyAddressAttributeResult {
  const elasticIp = findByAllocation(call, input.AllocationId);
  const ptrRecord = withDot(required(input.DomainName, 'domainName'));
  const changed = { ...elasticIp, spec: { ...elasticIp.spec, ptrRecord } };
  call.tx.elasticIps.put(changed);
  return { Address: attributeView(changed) };
}

function withDot(name: string): string {
  const bare = name.replace(/\.$/, '');
  if (bare.length <= 253 && /^([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]+$/i.test(bare))
    return `${bare}.`;
  throw new AwsError('InvalidParameterValue', `Value (${name}) for parameter domainName is invalid.`);
}
