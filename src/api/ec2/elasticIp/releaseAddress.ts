/** ReleaseAddress: gives an address back that stands for nothing. */
import type { ReleaseAddressRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { associationOf } from '../../../state/elasticIps.ts';
import type { Call } from '../../operation.ts';
import { addressNotFound, requestedAddress } from './findAddress.ts';

export function releaseAddress(call: Call, input: ReleaseAddressRequest): object {
  const elasticIp = requestedAddress(call, input);
  const { publicIp } = elasticIp.spec;
  if (input.NetworkBorderGroup && input.NetworkBorderGroup !== call.region) throw addressNotFound(publicIp);
  if (associationOf(call.tx, elasticIp)) {
    throw new AwsError('InvalidIPAddress.InUse', `Address ${publicIp} is in use.`);
  }
  call.tx.elasticIps.delete(elasticIp.id);
  return {};
}
