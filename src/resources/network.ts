/** VPCs, subnets, route tables, ACLs, gateways: the records of a network (EC2). */
import type { Resource } from './identity.ts';

export interface Vpc extends Resource {
  readonly spec: {
    readonly cidrBlock: string;
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
    /** Fabric addresses given out so far in that block (they are not reused while others are free). */
    readonly fabricNext: number;
  };
}

export interface Subnet extends Resource {
  readonly spec: {
    readonly vpcId: string;
    readonly cidrBlock: string;
    /** Zone name (`us-east-1a`). */
    readonly availabilityZone: string;
    readonly defaultForAz: boolean;
    readonly mapPublicIpOnLaunch: boolean;
  };
}

export interface RouteTable extends Resource {
  readonly spec: {
    readonly vpcId: string;
    readonly routes: readonly Route[];
    readonly associations: readonly RouteTableAssociation[];
  };
}

export interface Route {
  readonly destinationCidrBlock: string;
  /** `local`, or the id of an internet gateway. */
  readonly gatewayId: string;
  readonly origin: 'CreateRouteTable' | 'CreateRoute';
}

export interface RouteTableAssociation {
  readonly id: string;
  /** `undefined` on the main association, which stands for every subnet without one of its own. */
  readonly subnetId?: string;
  readonly main: boolean;
}

export interface NetworkAcl extends Resource {
  readonly spec: {
    readonly vpcId: string;
    readonly isDefault: boolean;
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
  readonly cidrBlock: string;
  readonly portRange?: { readonly from: number; readonly to: number };
}

export interface InternetGateway extends Resource {
  readonly spec: { readonly vpcIds: readonly string[] };
}

export interface DhcpOptions extends Resource {
  readonly spec: { readonly configurations: Readonly<Record<string, readonly string[]>> };
}
