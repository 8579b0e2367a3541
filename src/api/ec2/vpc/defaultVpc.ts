/** The VPC that requests mean when they name none. */
import { AwsError } from '../../../base/awsError.ts';
import type { Vpc } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { mine } from '../ids.ts';

export function findDefaultVpc(call: Call): Vpc | undefined {
  const first = call.tx.accountRegions.get(mine(call))?.spec.defaultVpcId;
  const vpc = first === undefined ? undefined : call.tx.vpcs.get(first);
  return vpc ?? call.tx.vpcs.by('scope', mine(call)).find(({ spec }) => spec.isDefault);
}

/** @throws AwsError VPCIdNotSpecified where the caller has deleted the default VPC */
export function defaultVpc(call: Call): Vpc {
  const vpc = findDefaultVpc(call);
  if (!vpc) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
  return vpc;
}
