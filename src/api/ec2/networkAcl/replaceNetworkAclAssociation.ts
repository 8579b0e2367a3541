/** ReplaceNetworkAclAssociation: another ACL for a subnet. A subnet always has one, so there is no taking away. */
import type {
  ReplaceNetworkAclAssociationRequest,
  ReplaceNetworkAclAssociationResult,
} from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import type { NetworkAcl } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { checkId, findNetworkAcl, mine, notFound, required } from '../ids.ts';

export function replaceNetworkAclAssociation(
  call: Call,
  input: ReplaceNetworkAclAssociationRequest,
): ReplaceNetworkAclAssociationResult {
  const { acl: old, subnetId } = associated(call, required(input.AssociationId, 'associationId'));
  const { id, spec } = findNetworkAcl(call, input.NetworkAclId);
  if (spec.vpcId !== old.spec.vpcId) {
    throw new AwsError(
      'InvalidParameterValue',
      `Network ACL ${id} and subnet ${subnetId} belong to different networks`,
    );
  }
  putAssociations(
    call,
    old,
    old.spec.associations.filter((each) => each.subnetId !== subnetId),
  );
  // Read again: it may be the ACL that was just changed.
  const acl = known(call.tx.networkAcls.get(id), `network ACL ${id} exists`);
  const association = { id: `aclassoc-${call.random.hex(17)}`, subnetId };
  putAssociations(call, acl, [...acl.spec.associations, association]);
  return { NewAssociationId: association.id };
}

function associated(call: Call, associationId: string): { acl: NetworkAcl; subnetId: string } {
  checkId('networkAclAssociation', associationId);
  for (const acl of call.tx.networkAcls.by('scope', mine(call))) {
    const found = acl.spec.associations.find(({ id }) => id === associationId);
    if (found) return { acl, subnetId: found.subnetId };
  }
  throw notFound('networkAclAssociation', associationId);
}

function putAssociations(
  call: Call,
  acl: NetworkAcl,
  associations: NetworkAcl['spec']['associations'],
): void {
  call.tx.networkAcls.put({ ...acl, spec: { ...acl.spec, associations } });
}
