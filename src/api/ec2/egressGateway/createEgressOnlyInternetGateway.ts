/** CreateEgressOnlyInternetGateway: it belongs to one VPC from the start. */
import type {
  CreateEgressOnlyInternetGatewayRequest,
  CreateEgressOnlyInternetGatewayResult,
} from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import type { EgressOnlyInternetGateway } from '../../../resources/network.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { findVpc, mine } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { egressGatewayView } from './egressGatewayView.ts';

export function createEgressOnlyInternetGateway(
  call: Call,
  input: CreateEgressOnlyInternetGatewayRequest,
): CreateEgressOnlyInternetGatewayResult {
  const make = () => [makeGateway(call, input).id];
  return onceByToken(call, input.ClientToken, input, make, ([id = '']) => ({
    ClientToken: input.ClientToken,
    EgressOnlyInternetGateway: egressGatewayView(
      known(call.tx.egressOnlyInternetGateways.get(id), `${id} was made by this token`),
    ),
  }));
}

function makeGateway(call: Call, input: CreateEgressOnlyInternetGatewayRequest): EgressOnlyInternetGateway {
  const vpc = findVpc(call, input.VpcId);
  const gateway: EgressOnlyInternetGateway = {
    ...newResource(call, 'eigw'),
    tags: tagsFor(input.TagSpecifications, 'egress-only-internet-gateway'),
    spec: { vpcId: vpc.id },
  };
  checkQuota(
    call,
    'egressOnlyInternetGatewaysPerRegion',
    call.tx.egressOnlyInternetGateways.count('scope', mine(call)),
    'EgressOnlyInternetGatewayLimitExceeded',
    'The maximum number of egress-only internet gateways has been reached.',
  );
  call.tx.egressOnlyInternetGateways.put(gateway);
  return gateway;
}
