/** NAT gateways (EC2). */
import type { Resource } from './identity.ts';

export interface NatGateway extends Resource {
  readonly spec: {
    readonly vpcId: string;
    readonly subnetId: string;
    readonly availabilityZone: string;
    readonly connectivityType: 'public' | 'private';
    /** Absent where it failed before it had one. */
    readonly networkInterfaceId?: string;
    /** The primary one first. */
    readonly addresses: readonly NatGatewayAddress[];
    /** ISO 8601 time at which DeleteNatGateway was called. */
    readonly deletedAt?: string;
  };
  readonly status: {
    readonly state: 'pending' | 'available' | 'failed' | 'deleting' | 'deleted';
    /** Why it cannot become available; known from the start, shown once it has failed. */
    readonly failure?: NatGatewayFailure;
    /** ISO 8601 time at which it failed or was gone; it is shown for an hour more. */
    readonly endedAt?: string;
  };
}

/** With what a NAT gateway stands in for others; kept as it was when the gateway is gone. */
export interface NatGatewayAddress {
  readonly privateIp?: string;
  readonly allocationId?: string;
  readonly publicIp?: string;
  readonly associationId?: string;
}

export interface NatGatewayFailure {
  readonly code: string;
  readonly message: string;
}
