/** A service as consumers meet it: a customer's, or one of AWS's own. */
import type { AwsService } from '../../../resources/awsServices.ts';
import type { EndpointType } from '../../../resources/endpoint.ts';
import { type EndpointService, serviceTypeOf } from '../../../resources/endpointService.ts';
import type { RegionName, Tags } from '../../../resources/identity.ts';
import { serviceBaseDnsName } from '../../../resources/names.ts';

export interface OfferedService {
  readonly id: string;
  /** Absent for AWS's, which have been there always. */
  readonly createdAt?: string;
  readonly serviceName: string;
  readonly serviceType: EndpointType;
  readonly region: RegionName;
  /** `amazon`, or the account. */
  readonly owner: string;
  readonly acceptanceRequired: boolean;
  /** What endpoints' names end with, where they have names. */
  readonly baseDnsName?: string;
  /** Names that endpoints may answer to inside their VPC. */
  readonly privateDnsNames: readonly string[];
  /** Whether the provider has proved that these names are its own; undefined where it has none. */
  readonly privateDnsState?: 'pendingVerification' | 'verified' | 'failed';
  /** Whether an endpoint has private DNS when its maker does not say. */
  readonly privateDnsByDefault: boolean;
  readonly policySupported: boolean;
  /** Whether route tables can lead to it as well. */
  readonly hasGateway: boolean;
  readonly ipAddressTypes: readonly string[];
  readonly tags: Tags;
  /** The row of a customer's service. */
  readonly customer?: EndpointService;
}

export function offeredByAws(service: AwsService): OfferedService {
  const { id, serviceName, serviceType, region, baseDnsName, privateDnsNames, policySupported } = service;
  const hasNames = privateDnsNames.length > 0;
  return {
    id,
    serviceName,
    serviceType,
    region,
    owner: 'amazon',
    acceptanceRequired: false,
    baseDnsName,
    privateDnsNames,
    privateDnsState: hasNames ? 'verified' : undefined,
    privateDnsByDefault: hasNames && !service.privateDnsOnRequest,
    policySupported,
    hasGateway: service.hasGateway,
    ipAddressTypes: service.dualStack ? ['ipv4', 'ipv6'] : ['ipv4'],
    tags: {},
  };
}

export function offeredByCustomer(row: EndpointService): OfferedService {
  const { id, region, accountId, createdAt, spec, status, tags } = row;
  const serviceType = serviceTypeOf(row);
  return {
    id,
    createdAt,
    serviceName: spec.serviceName,
    serviceType,
    region,
    owner: accountId,
    acceptanceRequired: spec.acceptanceRequired,
    baseDnsName: serviceType === 'Interface' ? serviceBaseDnsName(region, id) : undefined,
    privateDnsNames: spec.privateDnsName ? [spec.privateDnsName] : [],
    privateDnsState: status.privateDnsName?.state,
    privateDnsByDefault: false,
    policySupported: false,
    hasGateway: false,
    ipAddressTypes: spec.supportedIpAddressTypes,
    tags,
    customer: row,
  };
}
