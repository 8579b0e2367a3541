/** The caller's Elastic IP that a request names: by its allocation, or by the address as EC2-Classic did. */
import { AwsError } from '../../../base/awsError.ts';
import type { ElasticIp } from '../../../resources/elasticIp.ts';
import { scopeKey } from '../../../resources/identity.ts';
import { associationOf } from '../../../state/elasticIps.ts';
import type { Call } from '../../operation.ts';
import { find, mine, notFound } from '../ids.ts';

/** @throws AwsError MissingParameter, InvalidParameterCombination, InvalidAllocationID.NotFound, InvalidAddress.NotFound */
export function requestedAddress(
  call: Call,
  { AllocationId, PublicIp }: { AllocationId?: string; PublicIp?: string },
): ElasticIp {
  if (AllocationId && PublicIp) {
    throw new AwsError(
      'InvalidParameterCombination',
      'You may specify public IP or allocation id, but not both in the same call',
    );
  }
  if (AllocationId) return findByAllocation(call, AllocationId);
  if (PublicIp) return findByAddress(call, PublicIp);
  throw new AwsError('MissingParameter', 'Either public IP or allocation id must be specified');
}

/** @throws AwsError InvalidAllocationID.NotFound */
export function findByAllocation(call: Call, id: string | undefined): ElasticIp {
  return find(call, call.tx.elasticIps, 'elasticIp', id, 'AllocationId');
}

/** @throws AwsError InvalidAddress.NotFound */
export function findByAddress(call: Call, publicIp: string): ElasticIp {
  const found = call.tx.elasticIps.by('publicIp', publicIp).find((row) => scopeKey(row) === mine(call));
  if (!found) throw addressNotFound(publicIp);
  return found;
}

/** @throws AwsError InvalidAssociationID.NotFound */
export function findByAssociation(call: Call, associationId: string): ElasticIp {
  const found = call.tx.elasticIps
    .by('association', associationId)
    .find((row) => scopeKey(row) === mine(call) && associationOf(call.tx, row));
  if (!found) throw notFound('addressAssociation', associationId);
  return found;
}

export function addressNotFound(publicIp: string): AwsError {
  return new AwsError('InvalidAddress.NotFound', `Address '${publicIp}' not found.`);
}
