/** DescribeNetworkAcls: the records of the default ACLs. */
import type {
  DescribeNetworkAclsRequest,
  DescribeNetworkAclsResult,
  NetworkAclEntry as EntryShape,
  NetworkAcl as NetworkAclShape,
} from '@aws-sdk/client-ec2';
import type { NetworkAcl, NetworkAclEntry } from '../../../resources/network.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { toTagList } from '../tags.ts';

const entries = ({ spec }: NetworkAcl) => spec.entries;
const associations = ({ spec }: NetworkAcl) => spec.associations;

const FILTERS: FilterDefinitions<NetworkAcl> = {
  'association.association-id': (acl) => associations(acl).map(({ id }) => id),
  'association.network-acl-id': (acl) => associations(acl).map(() => acl.id),
  'association.subnet-id': (acl) => associations(acl).map(({ subnetId }) => subnetId),
  default: ({ spec }) => spec.isDefault,
  'entry.cidr': (acl) => entries(acl).map(({ cidrBlock }) => cidrBlock),
  'entry.egress': (acl) => entries(acl).map(({ egress }) => String(egress)),
  'entry.protocol': (acl) => entries(acl).map(({ protocol }) => protocol),
  'entry.rule-action': (acl) => entries(acl).map(({ ruleAction }) => ruleAction),
  'entry.rule-number': (acl) => entries(acl).map(({ ruleNumber }) => String(ruleNumber)),
  'network-acl-id': ({ id }) => id,
  'owner-id': ({ accountId }) => accountId,
  'vpc-id': ({ spec }) => spec.vpcId,
};

export function describeNetworkAcls(
  call: Call,
  input: DescribeNetworkAclsRequest,
): DescribeNetworkAclsResult {
  const acls = findSome(call, call.tx.networkAcls, 'networkAcl', input.NetworkAclIds);
  const { rows, nextToken } = filteredPage(acls, input, FILTERS);
  return { NetworkAcls: rows.map(aclView), NextToken: nextToken };
}

function aclView(acl: NetworkAcl): NetworkAclShape {
  return {
    NetworkAclId: acl.id,
    VpcId: acl.spec.vpcId,
    OwnerId: acl.accountId,
    IsDefault: acl.spec.isDefault,
    Entries: acl.spec.entries.map(entryView),
    Associations: acl.spec.associations.map(({ id, subnetId }) => ({
      NetworkAclAssociationId: id,
      NetworkAclId: acl.id,
      SubnetId: subnetId,
    })),
    Tags: toTagList(acl.tags),
  };
}

function entryView(entry: NetworkAclEntry): EntryShape {
  return {
    RuleNumber: entry.ruleNumber,
    Egress: entry.egress,
    Protocol: entry.protocol,
    RuleAction: entry.ruleAction,
    CidrBlock: entry.cidrBlock,
    PortRange: entry.portRange && { From: entry.portRange.from, To: entry.portRange.to },
  };
}
