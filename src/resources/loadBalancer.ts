/** Network and Gateway Load Balancers, listeners, target groups, targets (ELBv2). Ids are ARNs. */
import type { Resource, Tags } from './identity.ts';

export interface LoadBalancer extends Resource {
  readonly spec: {
    readonly name: string;
    readonly type: 'network' | 'gateway';
    /** A Gateway Load Balancer has no scheme, no security groups and no name in DNS. */
    readonly scheme?: 'internal' | 'internet-facing';
    readonly vpcId: string;
    readonly ipAddressType: 'ipv4' | 'dualstack';
    /** One per zone. */
    readonly zones: readonly LoadBalancerZone[];
    readonly securityGroupIds: readonly string[];
    /** An NLB made without groups can never have any. */
    readonly hasSecurityGroups: boolean;
    readonly enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on' | 'off';
    readonly enablePrefixForIpv6SourceNat: 'on' | 'off';
    /** Attributes that the caller set; the others have AWS's defaults. */
    readonly attributes: Readonly<Record<string, string>>;
    /** Empty for a Gateway Load Balancer. */
    readonly dnsName: string;
    readonly capacity?: CapacityReservation;
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
  /** Of a dual-stack load balancer. */
  readonly ipv6Address?: string;
  /** A /80 of the subnet, where source NAT by prefix is on. */
  readonly sourceNatIpv6Prefix?: string;
  /** Set where the caller gave the node an Elastic IP. */
  readonly elasticIp?: { readonly allocationId: string; readonly publicIp: string };
}

/** What ModifyCapacityReservation last asked for. */
export interface CapacityReservation {
  /** Undefined after a reset. */
  readonly capacityUnits?: number;
  /** ISO 8601. */
  readonly modifiedAt: string;
  /** ISO 8601 times of decreases: AWS allows a few a day. */
  readonly decreases: readonly string[];
}

export interface TargetGroup extends Resource {
  readonly spec: {
    readonly name: string;
    /** HTTP and HTTPS are for Application Load Balancers: such groups are records that nothing uses. */
    readonly protocol: TargetGroupProtocol;
    /** Of HTTP and HTTPS. */
    readonly protocolVersion?: string;
    readonly port: number;
    readonly vpcId: string;
    readonly targetType: 'instance' | 'ip' | 'alb';
    readonly ipAddressType: 'ipv4' | 'ipv6';
    readonly healthCheck: HealthCheckSettings;
    readonly attributes: Readonly<Record<string, string>>;
  };
}

export type ListenerProtocol = 'TCP' | 'UDP' | 'TCP_UDP' | 'TLS' | 'QUIC' | 'TCP_QUIC';
export type TargetGroupProtocol = ListenerProtocol | 'GENEVE' | 'HTTP' | 'HTTPS';

export interface HealthCheckSettings {
  readonly protocol: 'TCP' | 'HTTP' | 'HTTPS';
  /** A port number as text, or `traffic-port`. */
  readonly port: string;
  readonly path?: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThresholdCount: number;
  readonly unhealthyThresholdCount: number;
  /** HTTP codes that pass, such as `200-399`; of protocol version GRPC, gRPC's codes. */
  readonly matcher?: string;
}

/** A registration. Its id is `${targetGroupArn}|${targetId}|${port}`. */
export interface Target extends Resource {
  readonly spec: {
    readonly targetGroupArn: string;
    /** Instance id or address. */
    readonly targetId: string;
    readonly port: number;
    /** Of QUIC and TCP_QUIC groups. */
    readonly quicServerId?: string;
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
    /** A Gateway Load Balancer's listener has neither: it takes all of IP. */
    readonly protocol?: ListenerProtocol;
    readonly port?: number;
    /** At least one; in the order in which the caller gave them. */
    readonly forwardsTo: readonly WeightedTargetGroup[];
    /** A client stays with one of several target groups. */
    readonly keepsTargetGroup: boolean;
    /** Present for TLS. */
    readonly tls?: TlsSettings;
    readonly attributes: Readonly<Record<string, string>>;
    /** Tags of the rule that stands for the default action. */
    readonly ruleTags: Tags;
  };
}

export interface WeightedTargetGroup {
  readonly targetGroupArn: string;
  /** 0 to 999. */
  readonly weight: number;
}

export interface TlsSettings {
  readonly sslPolicy: string;
  /** ARN of the default certificate. */
  readonly certificateArn: string;
  /** Certificates besides the default one, in the order in which they were added. */
  readonly otherCertificateArns: readonly string[];
  readonly alpnPolicy?: string;
}
