/** DescribeDhcpOptions: the caller's sets, AWS's default one among them. */
import type { DescribeDhcpOptionsRequest, DescribeDhcpOptionsResult } from '@aws-sdk/client-ec2';
import type { DhcpOptions } from '../../../resources/network.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { dhcpOptionsView } from './dhcpOptionsView.ts';

const FILTERS: FilterDefinitions<DhcpOptions> = {
  'dhcp-options-id': ({ id }) => id,
  key: ({ spec }) => Object.keys(spec.configurations),
  value: ({ spec }) => Object.values(spec.configurations).flat(),
  'owner-id': ({ accountId }) => accountId,
};

export function describeDhcpOptions(
  call: Call,
  input: DescribeDhcpOptionsRequest,
): DescribeDhcpOptionsResult {
  const options = findSome(call, call.tx.dhcpOptions, 'dhcpOptions', input.DhcpOptionsIds);
  const { rows, nextToken } = filteredPage(options, input, FILTERS);
  return { DhcpOptions: rows.map(dhcpOptionsView), NextToken: nextToken };
}
