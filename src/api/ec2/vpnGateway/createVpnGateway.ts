/** CreateVpnGateway. */
import type { CreateVpnGatewayRequest, CreateVpnGatewayResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { VpnGateway } from '../../../resources/vpnGateway.ts';
import type { Call } from '../../operation.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { checkType } from './checks.ts';
import { vpnGatewayView } from './vpnGatewayView.ts';

const DEFAULT_ASN = 64_512;
/** Private numbers, of 16 and of 32 bits. */
const ASNS = [
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
] as const;

export function createVpnGateway(call: Call, input: CreateVpnGatewayRequest): CreateVpnGatewayResult {
  checkType(input.Type);
  const { AmazonSideAsn: amazonSideAsn = DEFAULT_ASN, AvailabilityZone: availabilityZone } = input;
  if (!ASNS.some(([least, most]) => amazonSideAsn >= least && amazonSideAsn <= most)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${amazonSideAsn}) for parameter amazonSideAsn is invalid.`,
    );
  }
  const gateway: VpnGateway = {
    ...newResource(call, 'vgw'),
    tags: tagsFor(input.TagSpecifications, 'vpn-gateway'),
    spec: { amazonSideAsn, availabilityZone },
  };
  call.tx.vpnGateways.put(gateway);
  return { VpnGateway: vpnGatewayView(gateway) };
}
