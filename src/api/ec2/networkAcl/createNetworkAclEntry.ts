/** CreateNetworkAclEntry: a rule under a number that is free in its direction. */
import type { CreateNetworkAclEntryRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../../resources/network.ts';
import { isIpv6 } from '../../../resources/networkAcls.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { findNetworkAcl } from '../ids.ts';
import { hasEntry, putEntries } from './entries.ts';
import { requestedEntry } from './requestedEntry.ts';

export function createNetworkAclEntry(call: Call, input: CreateNetworkAclEntryRequest): object {
  const acl = findNetworkAcl(call, input.NetworkAclId);
  const entry = requestedEntry(input);
  if (hasEntry(acl, entry)) {
    throw new AwsError(
      'NetworkAclEntryAlreadyExists',
      `The network acl entry identified by ${entry.ruleNumber} already exists.`,
    );
  }
  checkEntryQuota(call, acl, entry);
  putEntries(call, acl, [...acl.spec.entries, entry]);
  return {};
}

/** AWS counts each direction and address family for itself, the closing row with it. */
function checkEntryQuota(call: Call, { id, spec }: NetworkAcl, { egress, cidr }: NetworkAclEntry): void {
  const alike = spec.entries.filter(
    (entry) => entry.egress === egress && isIpv6(entry.cidr) === isIpv6(cidr),
  );
  const words = `The maximum number of network acl entries has been reached for ${id}.`;
  checkQuota(call, 'rulesPerNetworkAcl', alike.length + 1, 'NetworkAclEntryLimitExceeded', words);
}
