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
    /** The primary interface; others are found by their attachment. */
    readonly networkInterfaceId: string;
    readonly keyName?: string;
    /** As the caller gave it: base64. */
    readonly userData?: string;
    readonly clientToken?: string;
    /** TerminateInstances is refused while it is set. */
    readonly disableApiTermination?: boolean;
    /** StopInstances is refused while it is set. */
    readonly disableApiStop?: boolean;
    /** How often it has been rebooted; absent: never. */
    readonly reboots?: number;
    /** ISO 8601 time of the last start; absent: it has run since it was made. */
    readonly startedAt?: string;
    /** ISO 8601 time at which StopInstances was called last; absent once it has been started again. */
    readonly stoppedAt?: string;
    /** ISO 8601 time at which TerminateInstances was called. */
    readonly terminatedAt?: string;
    /** What callers have set of it that only has to be remembered. */
    readonly settings?: InstanceSettings;
  };
  readonly status: { readonly state: InstanceState };
}

/** Kept and shown; they change nothing in a namespace. Absent members are AWS's defaults. */
export interface InstanceSettings {
  readonly shutdownBehavior?: 'stop' | 'terminate';
  /** `/dev/sda1`. */
  readonly rootDeviceName?: string;
  readonly monitored?: boolean;
  readonly ebsOptimized?: boolean;
  readonly enaSupport?: boolean;
  readonly instanceProfile?: InstanceProfileUse;
  readonly tenancy?: 'default' | 'dedicated' | 'host';
  readonly placementGroup?: string;
  readonly hostId?: string;
  readonly affinity?: string;
  readonly cpuCredits?: 'standard' | 'unlimited';
  readonly metadata?: MetadataSettings;
  readonly autoRecovery?: 'default' | 'disabled';
  readonly hostnameType?: 'ip-name' | 'resource-name';
  readonly resourceNameA?: boolean;
  readonly resourceNameAaaa?: boolean;
}

/** An instance profile as the instance is shown with it. */
export interface InstanceProfileUse {
  readonly arn: string;
  /** `AIPA…`. */
  readonly id: string;
  /** `iip-assoc-…`. */
  readonly associationId: string;
  /** ISO 8601. */
  readonly since: string;
}

export interface MetadataSettings {
  readonly httpTokens?: 'optional' | 'required';
  readonly httpPutResponseHopLimit?: number;
  readonly httpEndpoint?: 'enabled' | 'disabled';
  readonly httpProtocolIpv6?: 'enabled' | 'disabled';
  readonly instanceMetadataTags?: 'enabled' | 'disabled';
}

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
