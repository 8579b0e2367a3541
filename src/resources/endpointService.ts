/** Endpoint services, who may connect to them, and the connections (EC2). */
import type { Resource } from './identity.ts';

export interface EndpointService extends Resource {
  readonly spec: {
    /** `com.amazonaws.vpce.<region>.vpce-svc-…`. */
    readonly serviceName: string;
    /** Either these or those: a service keeps to one kind. */
    readonly networkLoadBalancerArns: readonly string[];
    readonly gatewayLoadBalancerArns: readonly string[];
    readonly acceptanceRequired: boolean;
    readonly privateDnsName?: string;
    /** The last request to check who owns the private name; another check, another text. */
    readonly verificationRequest?: string;
    readonly supportedIpAddressTypes: readonly string[];
    readonly supportedRegions: readonly string[];
    readonly payerResponsibility?: 'ServiceOwner';
  };
  readonly status: {
    readonly state: 'Pending' | 'Available' | 'Deleting' | 'Deleted' | 'Failed';
    /** Present when the service has a private DNS name. */
    readonly privateDnsName?: {
      readonly state: 'pendingVerification' | 'verified' | 'failed';
      /** Record to publish: name `_…` and value `vpce:…`. */
      readonly name: string;
      readonly value: string;
      /** The request that `state` answers; `verificationRequest` is open while it is another. */
      readonly answeredRequest?: string;
    };
  };
}

/** ARNs of all that it stands on. */
export function loadBalancersOf({ spec }: EndpointService): readonly string[] {
  return [...spec.networkLoadBalancerArns, ...spec.gatewayLoadBalancerArns];
}

/** The type of endpoint that connects to it. */
export function serviceTypeOf({ spec }: EndpointService): 'Interface' | 'GatewayLoadBalancer' {
  return spec.gatewayLoadBalancerArns.length > 0 ? 'GatewayLoadBalancer' : 'Interface';
}

export interface ServicePermission extends Resource {
  readonly spec: {
    readonly serviceId: string;
    /** `*`, an IAM ARN or a service principal. */
    readonly principal: string;
    readonly principalType: 'All' | 'Account' | 'User' | 'Role' | 'Service' | 'OrganizationUnit';
  };
}

/** A consumer's request to a service and the provider's answer. Owned by the provider's account. */
export interface EndpointConnection extends Resource {
  readonly spec: {
    readonly serviceId: string;
    readonly endpointId: string;
    readonly endpointOwner: string;
    readonly endpointRegion: string;
    readonly decision: 'pendingAcceptance' | 'accepted' | 'rejected';
  };
}
