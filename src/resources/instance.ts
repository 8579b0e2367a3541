/** Instances (EC2): a namespace with a network interface. */
import type { Resource } from './identity.ts';

export interface Instance extends Resource {
  readonly spec: {
    readonly reservationId: string;
    readonly launchIndex: number;
    readonly imageId: string;
    readonly instanceType: string;
    readonly vpcId: string;
    readonly subnetId: string;
    readonly networkInterfaceId: string;
    readonly keyName?: string;
    /** As the caller gave it: base64. */
    readonly userData?: string;
    readonly clientToken?: string;
    /** TerminateInstances is refused while it is set. */
    readonly disableApiTermination?: boolean;
    /** ISO 8601 time at which TerminateInstances was called. */
    readonly terminatedAt?: string;
  };
  readonly status: { readonly state: InstanceState };
}

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
