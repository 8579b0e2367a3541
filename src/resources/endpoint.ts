/** VPC endpoints (EC2). */
import type { RegionName, Resource } from './identity.ts';

export interface VpcEndpoint extends Resource {
  readonly spec: {
    readonly vpcId: string;
    readonly vpcEndpointType: EndpointType;
    readonly serviceName: string;
    /** The customer's service behind it (`vpce-svc-…`); absent for one of AWS's own. */
    readonly serviceId?: string;
    readonly subnetIds: readonly string[];
    readonly groupIds: readonly string[];
    /** The service's private names as they were when private DNS was enabled; none where it is not. */
    readonly privateDnsNames: readonly string[];
    /** Whether the private names are for queries from outside the VPC: inside, the gateway endpoint serves. */
    readonly privateDnsOnlyForInboundResolverEndpoint?: boolean;
    /** Absent where the type has none. */
    readonly policyDocument?: string;
    readonly ipAddressType: 'ipv4' | 'ipv6' | 'dualstack';
    readonly dnsRecordIpType: DnsRecordType;
    /** The eight characters that follow the id in its DNS names. */
    readonly dnsLabel: string;
    /** What its provider decides on; absent for AWS's services. */
    readonly connectionId?: string;
    /** The service's Region where it is another than the endpoint's. */
    readonly serviceRegion?: RegionName;
    /** Scope of charges to who pays for them, where ModifyVpcEndpointPayerResponsibility said so. */
    readonly payers?: Readonly<Record<string, PayerType>>;
    /** ISO 8601 time at which DeleteVpcEndpoints was called. */
    readonly deletedAt?: string;
  };
  readonly status: {
    readonly state: EndpointState;
    /** Subnet id to the endpoint's interface there. */
    readonly networkInterfaceIds: Readonly<Record<string, string>>;
    readonly lastError?: { readonly code: string; readonly message: string };
  };
}

/** The tables lead to a gateway; the others have interfaces. */
export type EndpointType = 'Interface' | 'Gateway' | 'GatewayLoadBalancer';

export type DnsRecordType = 'ipv4' | 'ipv6' | 'dualstack' | 'service-defined';

/** As on the wire, where EC2 writes lowerCamel. */
export type EndpointState =
  | 'pendingAcceptance'
  | 'pending'
  | 'available'
  | 'deleting'
  | 'deleted'
  | 'rejected'
  | 'failed'
  | 'expired';

export type PayerType = 'vpc-endpoint-account' | 'vpc-endpoint-service-account';

/** The Region of the service behind an endpoint. */
export function serviceRegionOf({ region, spec }: VpcEndpoint): RegionName {
  return spec.serviceRegion ?? region;
}

/** Whether the service is in the endpoint's own Region: only then zones match, and zonal names are there. */
export function isRegional(endpoint: VpcEndpoint): boolean {
  return serviceRegionOf(endpoint) === endpoint.region;
}
