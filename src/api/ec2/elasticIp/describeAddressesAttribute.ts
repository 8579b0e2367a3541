/** DescribeAddressesAttribute: the reverse names of addresses, where they have one. */
import type {
  DescribeAddressesAttributeRequest,
  DescribeAddressesAttributeResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { findSome } from '../ids.ts';
import { attributeView, checkAttribute } from './addressAttribute.ts';

export function describeAddressesAttribute(
  call: Call,
  input: DescribeAddressesAttributeRequest,
): DescribeAddressesAttributeResult {
  checkAttribute(input.Attribute ?? 'domain-name');
  const asked = findSome(call, call.tx.elasticIps, 'elasticIp', input.AllocationIds);
  const { rows, nextToken } = page(asked, {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    min: 1,
  });
  return { Addresses: rows.map(attributeView), NextToken: nextToken };
}
