/** A customer gateway as EC2 shows it. */
import type { CustomerGateway as CustomerGatewayShape } from '@aws-sdk/client-ec2';
import { type CustomerGateway, stateOf } from '../../../resources/vpnGateway.ts';
import { toTagList } from '../tags.ts';
import { TYPE } from './checks.ts';

/** Greater numbers have a member of their own. */
const MAX_SHORT_ASN = 2_147_483_647;

export function customerGatewayView(gateway: CustomerGateway): CustomerGatewayShape {
  const { bgpAsn, ipAddress, certificateArn, deviceName } = gateway.spec;
  return {
    CustomerGatewayId: gateway.id,
    Type: TYPE,
    State: stateOf(gateway),
    [bgpAsn > MAX_SHORT_ASN ? 'BgpAsnExtended' : 'BgpAsn']: String(bgpAsn),
    IpAddress: ipAddress,
    CertificateArn: certificateArn,
    DeviceName: deviceName,
    Tags: toTagList(gateway.tags),
  };
}
