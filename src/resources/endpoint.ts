/** VPC endpoints (EC2). */
import type { RegionName, Resource } from './identity.ts';

export interface VpcEndpoint extends Resource {
  readonly spec: {
    readonly vpcId: string;
    readonly vpcEndpointType: 'Interface';
    readonly serviceName: string;
    /** The endpoint service behind it (`vpce-svc-…`). */
    readonly serviceId: string;
    readonly subnetIds: readonly string[];
    readonly groupIds: readonly string[];
    readonly privateDnsEnabled: boolean;
    /** Private name as it was when private DNS was enabled. */
    readonly privateDnsName?: string;
    readonly policyDocument: string;
    readonly ipAddressType: 'ipv4';
    readonly dnsRecordIpType: 'ipv4';
    /** The eight characters that follow the id in its DNS names. */
    readonly dnsLabel: string;
    readonly connectionId: string;
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
