/** VPCs, subnets, route tables, ACLs, gateways: the records of a network (EC2). */
import type { Resource } from './identity.ts';

export interface Vpc extends Resource {
  readonly spec: {
    /** The block that the VPC was made with and keeps for life. */
    readonly cidrBlock: string;
    readonly secondaryBlocks?: readonly VpcBlock[];
    /** Of Amazon's, a /56 each. */
    readonly ipv6Blocks?: readonly Ipv6Block[];
    readonly isDefault: boolean;
    readonly instanceTenancy: 'default' | 'dedicated';
    readonly dhcpOptionsId: string;
    readonly enableDnsSupport: boolean;
    readonly enableDnsHostnames: boolean;
    readonly enableNetworkAddressUsageMetrics: boolean;
  };
  readonly status: {
    /** Index of this VPC's block of fabric addresses; set when its first network interface is made. */
    readonly fabricBlock?: number;
  };
}

/** A block and its association with the VPC (`vpc-cidr-assoc-…`). */
export interface VpcBlock {
  readonly associationId: string;
  readonly cidrBlock: string;
}

/** An IPv6 block and its association with a VPC (`vpc-cidr-assoc-…`) or a subnet (`subnet-cidr-assoc-…`). */
export interface Ipv6Block {
  readonly associationId: string;
  readonly ipv6CidrBlock: string;
}

export interface Subnet extends Resource {
  readonly spec: {
    readonly vpcId: string;
    /** Absent: the subnet has IPv6 addresses only. */
    readonly cidrBlock?: string;
    /** Zone name (`us-east-1a`). */
    readonly availabilityZone: string;
    readonly defaultForAz: boolean;
    readonly mapPublicIpOnLaunch: boolean;
    readonly ipv6Block?: Ipv6Block;
    readonly assignIpv6AddressOnCreation?: boolean;
    readonly enableDns64?: boolean;
    /** What instances made here are called; AWS's default is the name of their address. */
    readonly hostnameTypeOnLaunch?: 'ip-name' | 'resource-name';
    readonly resourceNameDnsARecordOnLaunch?: boolean;
    readonly resourceNameDnsAAAARecordOnLaunch?: boolean;
  };
}

/** Addresses of a subnet that nobody is given without asking for them. */
export interface SubnetCidrReservation extends Resource {
  readonly spec: {
    readonly subnetId: string;
    /** IPv4 or IPv6. */
    readonly cidr: string;
    readonly reservationType: 'prefix' | 'explicit';
    readonly description?: string;
  };
}

export interface RouteTable extends Resource {
  readonly spec: {
    readonly vpcId: string;
    /** What was set: the local routes follow from the VPC's blocks (`routesOf`). */
    readonly routes: readonly Route[];
    readonly associations: readonly RouteTableAssociation[];
    /** Virtual private gateways whose routes are propagated here. */
    readonly propagatingGatewayIds?: readonly string[];
  };
}

export interface Route {
  /** IPv4 or IPv6 block without host bits, or the id of a prefix list. */
  readonly destination: string;
  /** `local`, or the id of a gateway, network interface, peering connection or endpoint. */
  readonly target: string;
  readonly origin: 'CreateRouteTable' | 'CreateRoute' | 'EnableVgwRoutePropagation';
}

export interface RouteTableAssociation {
  readonly id: string;
  /** `undefined` on the main association, which stands for every subnet without one of its own. */
  readonly subnetId?: string;
  /** The internet or virtual private gateway whose arriving traffic the table routes. */
  readonly gatewayId?: string;
  readonly main: boolean;
}

export interface NetworkAcl extends Resource {
  readonly spec: {
    readonly vpcId: string;
    readonly isDefault: boolean;
    /** What was set: the rows that close the list are not among them (`entriesOf`). */
    readonly entries: readonly NetworkAclEntry[];
    readonly associations: readonly { readonly id: string; readonly subnetId: string }[];
  };
}

export interface NetworkAclEntry {
  readonly ruleNumber: number;
  readonly egress: boolean;
  /** IP protocol number as text, `-1` for all. */
  readonly protocol: string;
  readonly ruleAction: 'allow' | 'deny';
  /** IPv4 or IPv6 block without host bits. */
  readonly cidr: string;
  readonly portRange?: { readonly from?: number; readonly to?: number };
  readonly icmpTypeCode?: { readonly type?: number; readonly code?: number };
}

export interface InternetGateway extends Resource {
  readonly spec: { readonly vpcIds: readonly string[] };
}

/** Lets IPv6 traffic out of a VPC and nothing in. */
export interface EgressOnlyInternetGateway extends Resource {
  readonly spec: { readonly vpcId: string };
}

export interface DhcpOptions extends Resource {
  readonly spec: { readonly configurations: Readonly<Record<string, readonly string[]>> };
}
