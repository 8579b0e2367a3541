/** The IP address type of an endpoint, and of the records behind its names. */
import type { DnsRecordType, EndpointType, VpcEndpoint } from '../../../resources/endpoint.ts';
import { invalidParameter } from './errors.ts';
import type { OfferedService } from './offeredService.ts';

type AddressType = VpcEndpoint['spec']['ipAddressType'];

const FAMILIES: Readonly<Record<AddressType, readonly string[]>> = {
  ipv4: ['ipv4'],
  ipv6: ['ipv6'],
  dualstack: ['ipv4', 'ipv6'],
};

/** Record types that an endpoint of an address type can have. */
const RECORD_TYPES: Readonly<Record<AddressType, readonly DnsRecordType[]>> = {
  ipv4: ['ipv4'],
  ipv6: ['ipv6'],
  dualstack: ['ipv4', 'ipv6', 'dualstack', 'service-defined'],
};

/** @throws AwsError InvalidParameter unless the service has every address family of the type */
export function checkAddressType(service: OfferedService, wanted: string): AddressType {
  const families = isAddressType(wanted) ? FAMILIES[wanted] : undefined;
  if (families?.every((family) => service.ipAddressTypes.includes(family))) return wanted as AddressType;
  throw invalidParameter(
    `The VPC endpoint service ${service.serviceName} does not support the IP address type: ${wanted}.`,
  );
}

/**
 * @param wanted undefined for AWS's default: what the service says for gateways, the address type for others
 * @throws AwsError InvalidParameter where the records do not go with the addresses
 */
export function checkRecordType(
  type: EndpointType,
  addressType: AddressType,
  wanted: string | undefined,
): DnsRecordType {
  const serviceDefined: DnsRecordType = 'service-defined';
  if (type === 'Gateway' && (wanted ?? serviceDefined) === serviceDefined) return serviceDefined;
  const record = RECORD_TYPES[addressType].find((each) => each === (wanted ?? addressType));
  if (record) return record;
  throw invalidParameter(
    `The DNS record IP type: ${wanted} is not compatible with the IP address type: ${addressType}.`,
  );
}

function isAddressType(text: string): text is AddressType {
  return Object.hasOwn(FAMILIES, text);
}
