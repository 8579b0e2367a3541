/** CreateNetworkAcl: an ACL that lets nothing through until entries are made. */
import type { CreateNetworkAclRequest, CreateNetworkAclResult } from '@aws-sdk/client-ec2';
import type { NetworkAcl } from '../../../resources/network.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { findNetworkAcl, findVpc } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { networkAclView } from './networkAclView.ts';

export function createNetworkAcl(call: Call, input: CreateNetworkAclRequest): CreateNetworkAclResult {
  return onceByToken(
    call,
    input.ClientToken,
    input,
    () => [makeNetworkAcl(call, input).id],
    ([id]) => ({
      NetworkAcl: networkAclView(call.tx, findNetworkAcl(call, id)),
      ClientToken: input.ClientToken,
    }),
  );
}

function makeNetworkAcl(call: Call, input: CreateNetworkAclRequest): NetworkAcl {
  const vpc = findVpc(call, input.VpcId);
  const words = 'The maximum number of network ACLs has been reached.';
  checkQuota(
    call,
    'networkAclsPerVpc',
    call.tx.networkAcls.count('vpc', vpc.id),
    'NetworkAclLimitExceeded',
    words,
  );
  const acl: NetworkAcl = {
    ...newResource(call, 'acl'),
    tags: tagsFor(input.TagSpecifications, 'network-acl'),
    spec: { vpcId: vpc.id, isDefault: false, entries: [], associations: [] },
  };
  call.tx.networkAcls.put(acl);
  return acl;
}
