/** CreateInternetGateway. */
import type { CreateInternetGatewayRequest, CreateInternetGatewayResult } from '@aws-sdk/client-ec2';
import type { InternetGateway } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { mine } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { internetGatewayView } from './internetGatewayView.ts';

export function createInternetGateway(
  call: Call,
  input: CreateInternetGatewayRequest,
): CreateInternetGatewayResult {
  checkQuota(
    call,
    'internetGatewaysPerRegion',
    call.tx.internetGateways.count('scope', mine(call)),
    'InternetGatewayLimitExceeded',
    'The maximum number of internet gateways has been reached.',
  );
  const gateway: InternetGateway = {
    ...newResource(call, 'igw'),
    tags: tagsFor(input.TagSpecifications, 'internet-gateway'),
    spec: { vpcIds: [] },
  };
  call.tx.internetGateways.put(gateway);
  return { InternetGateway: internetGatewayView(gateway) };
}
