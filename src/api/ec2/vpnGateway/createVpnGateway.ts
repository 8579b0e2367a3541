/** CreateVpnGateway. */
import type { CreateVpnGatewayRequest, CreateVpnGatewayResult } from '@aws-sdk/client-ec2';
import type { VpnGateway } from '../../../resources/vpnGateway.ts';
import type { Call } from '../../operation.ts';
import { checkPrivateAsn } from '../privateAsn.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { checkType } from './checks.ts';
import { vpnGatewayView } from './vpnGatewayView.ts';

const DEFAULT_ASN = 64_512;
export function createVpnGateway(call: Call, input: CreateVpnGatewayRequest): CreateVpnGatewayResult {
  checkType(input.Type);
  const { AmazonSideAsn: amazonSideAsn = DEFAULT_ASN, AvailabilityZone: availabilityZone } = input;
  checkPrivateAsn(amazonSideAsn);
  const gateway: VpnGateway = {
    ...newResource(call, 'vgw'),
    tags: tagsFor(input.TagSpecifications, 'vpn-gateway'),
    spec: { amazonSideAsn, availabilityZone },
  };
  call.tx.vpnGateways.put(gateway);
  return { VpnGateway: vpnGatewayView(gateway) };
}
