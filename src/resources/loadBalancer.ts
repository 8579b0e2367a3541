/** Network Load Balancers, listeners, target groups, targets (ELBv2). Ids are ARNs. */
import type { Resource } from './identity.ts';

export interface LoadBalancer extends Resource {
  readonly spec: {
    readonly name: string;
    readonly type: 'network';
    readonly scheme: 'internal' | 'internet-facing';
    readonly vpcId: string;
    readonly ipAddressType: 'ipv4';
    /** One per zone. */
    readonly zones: readonly LoadBalancerZone[];
    readonly securityGroupIds: readonly string[];
    /** An NLB made without groups can never have any. */
    readonly hasSecurityGroups: boolean;
    readonly enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on' | 'off';
    /** Attributes that the caller set; the others have AWS's defaults. */
    readonly attributes: Readonly<Record<string, string>>;
    readonly dnsName: string;
  };
  readonly status: { readonly state: 'provisioning' | 'active' | 'failed' };
}

export interface LoadBalancerZone {
  readonly availabilityZone: string;
  readonly subnetId: string;
  /** The node of this zone. */
  readonly networkInterfaceId: string;
  /** Set where the caller fixed the node's address. */
  readonly privateIpv4Address?: string;
}

export interface TargetGroup extends Resource {
  readonly spec: {
    readonly name: string;
    readonly protocol: 'TCP';
    readonly port: number;
    readonly vpcId: string;
    readonly targetType: 'instance' | 'ip';
    readonly ipAddressType: 'ipv4';
    readonly healthCheck: HealthCheckSettings;
    readonly attributes: Readonly<Record<string, string>>;
  };
}

export interface HealthCheckSettings {
  readonly protocol: 'TCP' | 'HTTP' | 'HTTPS';
  /** A port number as text, or `traffic-port`. */
  readonly port: string;
  readonly path?: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThresholdCount: number;
  readonly unhealthyThresholdCount: number;
  /** HTTP codes that pass, such as `200-399`. */
  readonly matcher?: string;
}

/** A registration. Its id is `${targetGroupArn}|${targetId}|${port}`. */
export interface Target extends Resource {
  readonly spec: {
    readonly targetGroupArn: string;
    /** Instance id or IPv4 address. */
    readonly targetId: string;
    readonly port: number;
    /** Zone name, or `all`. */
    readonly availabilityZone: string;
    /** ISO 8601 time of DeregisterTargets; the row goes when the deregistration delay is over. */
    readonly deregisteredAt?: string;
  };
  readonly status: { readonly health: TargetHealth };
}

/** What health checks found (ELBv2 TargetHealth). `initial` until the first check has ended. */
export interface TargetHealth {
  readonly state: 'initial' | 'healthy' | 'unhealthy';
  /** AWS's reason code; absent when healthy. */
  readonly reason?: string;
  readonly description?: string;
}

export interface Listener extends Resource {
  readonly spec: {
    readonly loadBalancerArn: string;
    readonly protocol: 'TCP';
    readonly port: number;
    readonly targetGroupArn: string;
    readonly attributes: Readonly<Record<string, string>>;
  };
}
