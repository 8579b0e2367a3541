/** The subnets by which a VPC is attached: at least one, of that VPC, one for each zone. */
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findSubnet, notFound } from '../ids.ts';

/**
 * @param ids all that there are to be
 * @throws AwsError InvalidSubnetID.NotFound, DuplicateSubnetsInSameZone, InsufficientSubnetsException
 */
export function checkSubnets(call: Call, vpcId: string, ids: readonly string[]): void {
  if (ids.length === 0) throw new AwsError('InsufficientSubnetsException', 'Insufficient Subnets');
  const zones = ids.map((id) => {
    const { spec } = findSubnet(call, id);
    if (spec.vpcId !== vpcId) throw notFound('subnet', id);
    return spec.availabilityZone;
  });
  if (new Set(zones).size === zones.length) return;
  throw new AwsError('DuplicateSubnetsInSameZone', 'Duplicate Subnets for same AZ');
}
