/** AllocateAddress: a public address for the account, out of Postern's one pool. */
import type { AllocateAddressRequest, AllocateAddressResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { ElasticIp } from '../../../resources/elasticIp.ts';
import { freePublicIp } from '../../../state/elasticIps.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { unsupported } from '../describe.ts';
import { mine } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { POOL } from './addressView.ts';
import { addressNotFound } from './findAddress.ts';

export function allocateAddress(call: Call, input: AllocateAddressRequest): AllocateAddressResult {
  checkSource(call, input);
  const tags = tagsFor(input.TagSpecifications, 'elastic-ip');
  const words = 'The maximum number of addresses has been reached.';
  checkQuota(
    call,
    'elasticIpsPerRegion',
    call.tx.elasticIps.count('scope', mine(call)),
    'AddressLimitExceeded',
    words,
  );
  const elasticIp: ElasticIp = {
    ...newResource(call, 'eipalloc'),
    tags,
    spec: { publicIp: freePublicIp(call.tx, call.random) },
  };
  call.tx.elasticIps.put(elasticIp);
  return {
    PublicIp: elasticIp.spec.publicIp,
    AllocationId: elasticIp.id,
    PublicIpv4Pool: POOL,
    NetworkBorderGroup: call.region,
    Domain: 'vpc',
  };
}

/** Nothing is there to take an address back from, and there is one pool. */
function checkSource(call: Call, input: AllocateAddressRequest): void {
  if (input.CustomerOwnedIpv4Pool) throw unsupported('A customer-owned address pool');
  if (input.IpamPoolId) throw unsupported('An IPAM pool');
  if (input.Domain === 'standard') {
    throw new AwsError(
      'InvalidParameterValue',
      "Invalid value 'standard' for domain: EC2-Classic has been retired.",
    );
  }
  if (input.Address) throw addressNotFound(input.Address);
  if (input.PublicIpv4Pool && input.PublicIpv4Pool !== POOL) {
    throw new AwsError(
      'InvalidPublicIpv4PoolID.NotFound',
      `The pool ID '${input.PublicIpv4Pool}' does not exist.`,
    );
  }
  if (input.NetworkBorderGroup && input.NetworkBorderGroup !== call.region) {
    throw new AwsError(
      'InvalidParameterValue',
      `The network border group '${input.NetworkBorderGroup}' is not valid in ${call.region}.`,
    );
  }
}
