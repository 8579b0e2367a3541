/** DeleteNetworkAcl: one that serves no subnet and is not the VPC's default. */
import type { DeleteNetworkAclRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { dependencyViolation } from '../describe.ts';
import { findNetworkAcl } from '../ids.ts';

export function deleteNetworkAcl(call: Call, input: DeleteNetworkAclRequest): object {
  const acl = findNetworkAcl(call, input.NetworkAclId);
  if (acl.spec.isDefault) {
    throw new AwsError('InvalidParameterValue', `cannot delete default network ACL ${acl.id}`);
  }
  if (acl.spec.associations.length > 0) throw dependencyViolation('networkAcl', acl.id);
  call.tx.networkAcls.delete(acl.id);
  return {};
}
