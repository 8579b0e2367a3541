/** The two ends of a VPN (EC2): AWS's, which a VPC has, and the customer's. */
import type { Resource } from './identity.ts';

export interface VpnGateway extends Resource {
  readonly spec: {
    readonly amazonSideAsn: number;
    readonly availabilityZone?: string;
    /** The VPC that it is attached to, or was last. */
    readonly attachment?: { readonly vpcId: string; readonly state: 'attached' | 'detached' };
    /** ISO 8601 time of deletion; it is shown for an hour more. */
    readonly deletedAt?: string;
  };
}

export interface CustomerGateway extends Resource {
  readonly spec: {
    readonly bgpAsn: number;
    readonly ipAddress?: string;
    readonly certificateArn?: string;
    readonly deviceName?: string;
    /** ISO 8601 time of deletion; it is shown for an hour more. */
    readonly deletedAt?: string;
  };
}

/** The VPC that a gateway is attached to now. */
export function attachedVpc({ spec }: VpnGateway): string | undefined {
  return spec.attachment?.state === 'attached' ? spec.attachment.vpcId : undefined;
}

export function stateOf({ spec }: VpnGateway | CustomerGateway): 'available' | 'deleted' {
  return spec.deletedAt === undefined ? 'available' : 'deleted';
}
