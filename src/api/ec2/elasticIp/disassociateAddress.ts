/** DisassociateAddress: the Elastic IP stands for nothing then, and stays the account's. */
import type { DisassociateAddressRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { ElasticIp } from '../../../resources/elasticIp.ts';
import { associationOf, disassociateAddress as disassociate } from '../../../state/elasticIps.ts';
import type { Call } from '../../operation.ts';
import { refuseOfManaged } from './associateAddress.ts';
import { findByAddress, findByAssociation } from './findAddress.ts';

export function disassociateAddress(call: Call, input: DisassociateAddressRequest): object {
  const elasticIp = requested(call, input);
  refuseOfManaged(call, elasticIp);
  disassociate(call.tx, elasticIp);
  return {};
}

function requested(call: Call, { AssociationId, PublicIp }: DisassociateAddressRequest): ElasticIp {
  if (AssociationId && PublicIp) {
    throw new AwsError(
      'InvalidParameterCombination',
      'You may specify public IP or association id, but not both in the same call',
    );
  }
  if (AssociationId) return findByAssociation(call, AssociationId);
  if (!PublicIp)
    throw new AwsError('MissingParameter', 'Either public IP or association id must be specified');
  const found = findByAddress(call, PublicIp);
  if (associationOf(call.tx, found)) return found;
  throw new AwsError(
    'InvalidAssociationID.NotFound',
    `The address ${PublicIp} is not associated with anything`,
  );
}
