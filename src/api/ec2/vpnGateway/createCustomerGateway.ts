/** CreateCustomerGateway: the same one asked for twice is the first. */
import type { CreateCustomerGatewayRequest, CreateCustomerGatewayResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { parseIpv4 } from '../../../base/ip.ts';
import { type CustomerGateway, stateOf } from '../../../resources/vpnGateway.ts';
import type { Call } from '../../operation.ts';
import { mine } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { checkType } from './checks.ts';
import { customerGatewayView } from './customerGatewayView.ts';

const DEFAULT_ASN = 65_000;
const MAX_ASN = 4_294_967_294;

export function createCustomerGateway(
  call: Call,
  input: CreateCustomerGatewayRequest,
): CreateCustomerGatewayResult {
  checkType(input.Type);
  const spec = specFrom(input);
  const tags = tagsFor(input.TagSpecifications, 'customer-gateway');
  const twin = call.tx.customerGateways.by('scope', mine(call)).find((row) => isTwin(row, spec));
  if (twin) return { CustomerGateway: customerGatewayView(twin) };
  const gateway: CustomerGateway = { ...newResource(call, 'cgw'), tags, spec };
  call.tx.customerGateways.put(gateway);
  return { CustomerGateway: customerGatewayView(gateway) };
}

function specFrom(input: CreateCustomerGatewayRequest): CustomerGateway['spec'] {
  const ipAddress = input.IpAddress ?? input.PublicIp;
  if (!ipAddress && !input.CertificateArn) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipAddress');
  }
  if (ipAddress !== undefined && parseIpv4(ipAddress) === undefined) {
    throw new AwsError('InvalidParameterValue', `Value (${ipAddress}) for parameter ipAddress is invalid.`);
  }
  const bgpAsn = input.BgpAsnExtended ?? input.BgpAsn ?? DEFAULT_ASN;
  if (!(bgpAsn >= 1 && bgpAsn <= MAX_ASN)) {
    throw new AwsError('InvalidParameterValue', `Value (${bgpAsn}) for parameter bgpAsn is invalid.`);
  }
  return { bgpAsn, ipAddress, certificateArn: input.CertificateArn, deviceName: input.DeviceName };
}

function isTwin(
  row: CustomerGateway,
  { bgpAsn, ipAddress, certificateArn }: CustomerGateway['spec'],
): boolean {
  const { spec } = row;
  return (
    stateOf(row) === 'available' &&
    spec.bgpAsn === bgpAsn &&
    spec.ipAddress === ipAddress &&
    spec.certificateArn === certificateArn
  );
}
