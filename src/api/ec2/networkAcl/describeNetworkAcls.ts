/** DescribeNetworkAcls. */
import type { DescribeNetworkAclsRequest, DescribeNetworkAclsResult } from '@aws-sdk/client-ec2';
import type { NetworkAcl, NetworkAclEntry } from '../../../resources/network.ts';
import { isIpv6 } from '../../../resources/networkAcls.ts';
import type { Snapshot } from '../../../state/tables.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { protocolWords } from './entryProtocol.ts';
import { entriesIn, networkAclView } from './networkAclView.ts';

const INDEXES = { 'network-acl-id': 'id', 'vpc-id': 'vpc' } as const;

export function describeNetworkAcls(
  call: Call,
  input: DescribeNetworkAclsRequest,
): DescribeNetworkAclsResult {
  const acls = findSome(call, call.tx.networkAcls, 'networkAcl', input.NetworkAclIds, input.Filters, INDEXES);
  const filters = { ...OWN_FILTERS, ...entryFilters(call.tx) };
  const { rows, nextToken } = filteredPage(acls, input, filters);
  return { NetworkAcls: rows.map((acl) => networkAclView(call.tx, acl)), NextToken: nextToken };
}

const OWN_FILTERS: FilterDefinitions<NetworkAcl> = {
  'association.association-id': ({ spec }) => spec.associations.map(({ id }) => id),
  'association.network-acl-id': ({ id, spec }) => spec.associations.map(() => id),
  'association.subnet-id': ({ spec }) => spec.associations.map(({ subnetId }) => subnetId),
  default: ({ spec }) => spec.isDefault,
  'network-acl-id': ({ id }) => id,
  'owner-id': ({ accountId }) => accountId,
  'vpc-id': ({ spec }) => spec.vpcId,
};

type EntryValue = string | number | boolean | undefined | readonly string[];

const ENTRY_FILTERS: Readonly<Record<string, (entry: NetworkAclEntry) => EntryValue>> = {
  'entry.cidr': ({ cidr }) => (isIpv6(cidr) ? undefined : cidr),
  'entry.egress': ({ egress }) => egress,
  'entry.icmp.code': ({ icmpTypeCode }) => icmpTypeCode?.code,
  'entry.icmp.type': ({ icmpTypeCode }) => icmpTypeCode?.type,
  'entry.ipv6-cidr': ({ cidr }) => (isIpv6(cidr) ? cidr : undefined),
  'entry.port-range.from': ({ portRange }) => portRange?.from,
  'entry.port-range.to': ({ portRange }) => portRange?.to,
  'entry.protocol': ({ protocol }) => protocolWords(protocol),
  'entry.rule-action': ({ ruleAction }) => ruleAction,
  'entry.rule-number': ({ ruleNumber }) => ruleNumber,
};

function entryFilters(tables: Snapshot): FilterDefinitions<NetworkAcl> {
  const values = (acl: NetworkAcl, read: (entry: NetworkAclEntry) => EntryValue) =>
    entriesIn(tables, acl)
      .flatMap(read)
      .filter((value) => value !== undefined)
      .map(String);
  return Object.fromEntries(
    Object.entries(ENTRY_FILTERS).map(([name, read]) => [name, (acl) => values(acl, read)]),
  );
}
