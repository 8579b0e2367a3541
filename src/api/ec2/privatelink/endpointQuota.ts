/** How many endpoints there may be: gateways in a Region and in a VPC, all others in a VPC. */

import type { EndpointType } from '../../../resources/endpoint.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { Vpc } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';

const CODE = 'VpcEndpointLimitExceeded';
const WORDS = 'The maximum number of VPC endpoints has been reached.';

/** @throws AwsError VpcEndpointLimitExceeded */
export function checkEndpointQuota(call: Call, vpc: Vpc, type: EndpointType): void {
  const { tx } = call;
  if (type !== 'Gateway') {
    checkQuota(call, 'interfaceEndpointsPerVpc', tx.vpcEndpoints.count('quota', vpc.id), CODE, WORDS);
    return;
  }
  const scope = `gateways/${scopeKey(vpc)}`;
  checkQuota(call, 'gatewayEndpointsPerRegion', tx.vpcEndpoints.count('quota', scope), CODE, WORDS);
  const inVpc = tx.vpcEndpoints.by('quota', scope).filter(({ spec }) => spec.vpcId === vpc.id);
  checkQuota(call, 'gatewayEndpointsPerVpc', inVpc.length, CODE, WORDS);
}
