/**
 * The waist: what one host's network must look like, as frozen rows.
 *
 * Control plane words end here and kernel words begin here. A program is a set of rows; each row can be
 * rendered by itself (render.ts), so a change of one row is a change of a few kernel objects, and a whole
 * namespace is the union of its rows. Addresses are IPv4 in dotted text, or where said so IPv6 in its shortest form.
 *
 * Every VPC that has an interface is a router namespace. The fabric is one more namespace that joins the
 * routers; its addresses come from 240.0.0.0/4, which no VPC can have (RFC 1112 keeps it reserved), so VPC
 * blocks may overlap.
 */

import type { InternetRow, NatGatewayRow, OnPremisesRow, PublicAddressRow } from './edgeRows.ts';
import type { AclRow, GroupRow, GroupRule, SubnetRow } from './filterRows.ts';
import type { NamesRow } from './nameRows.ts';
import type { PeeringRow, RouteTableRow } from './routingRows.ts';
import type { TransitLinkRow, TransitRoutesRow, TransitRow } from './transitRows.ts';

export type * from './edgeRows.ts';
export type { AclEntry, AclRow, GroupRow, GroupRule, SubnetRow } from './filterRows.ts';
export type { NameAddress, NameRecord, NamesRow } from './nameRows.ts';
export type * from './routingRows.ts';
export type * from './transitRows.ts';

export type ProgramRow =
  | VpcRow
  | PortRow
  | InstanceRow
  | GroupRow
  | RouteTableRow
  | AclRow
  | SubnetRow
  | OnPremisesRow
  | PeeringRow
  | NatGatewayRow
  | TransitRow
  | TransitLinkRow
  | TransitRoutesRow
  | InternetRow
  | PublicAddressRow
  | EndpointRow
  | NodeRow
  | AdmissionRow
  | ListenerRow
  | CheckRow
  | NamesRow;
export type RowKind = ProgramRow['kind'];
/** `${kind}/${id}`. */
export type RowKey = string;

/** A VPC's router namespace and its link to the fabric. */
export interface VpcRow {
  readonly kind: 'vpc';
  /** `vpc-…`. */
  readonly id: string;
  readonly cidrs: readonly string[];
  /** This VPC's fabric addresses, a /18; the first is the router's own on the fabric. */
  readonly fabricBlock: string;
  /** Its IPv6 blocks; absent: it has none, and its router takes no IPv6 at all. */
  readonly ipv6Cidrs?: readonly string[];
  /** Addresses at which the resolver answers (base + 2 and 169.254.169.253); none with DNS support off. */
  readonly resolverAddresses: readonly string[];
}

/** A real interface: a veth pair between an instance's namespace and its VPC's router. */
export interface PortRow {
  readonly kind: 'port';
  /** `eni-…`. */
  readonly id: string;
  readonly vpcId: string;
  /** Or that of a NAT gateway. */
  readonly instanceId: string;
  /** Which of the instance's interfaces it is: its name inside is `eth` and this number. Absent: 0, the primary. */
  readonly deviceIndex?: number;
  /** Its first address: of IPv4, or of IPv6 in a subnet that has nothing else. */
  readonly address: string;
  /** Further addresses in the same subnet; absent: none. */
  readonly secondaryAddresses?: readonly string[];
  /** Blocks of sixteen addresses for which whoever is inside answers by itself; absent: none. */
  readonly prefixes?: readonly string[];
  /** IPv6 addresses beside that; absent: none. */
  readonly ipv6Addresses?: readonly string[];
  /** Prefix length of the subnet; absent where it has no IPv4 addresses. */
  readonly prefixLength?: number;
  /** The subnet's first host address: the router, as the instance sees it; absent where it has no IPv4 addresses. */
  readonly gateway?: string;
  readonly macAddress: string;
  readonly groupIds: readonly string[];
  /** It may send under addresses that are not its own, as a router does. */
  readonly anySource?: true;
  /** No group judges what it sends and gets. */
  readonly unfiltered?: true;
  /** Number of the table that routes what it sends; absent: the VPC's own addresses are all it reaches. */
  readonly table?: number;
  /** Its subnet, where a SubnetRow says what may leave and enter that. */
  readonly subnetId?: string;
  /** That table leads addresses of the VPC itself another way, which each packet is to find by itself. */
  readonly detoured?: true;
  /** Ids of transit links by which nothing comes from here or gets here; absent: none. */
  readonly outOfReach?: readonly string[];
}

/** An instance's namespace. Its ports are rows of their own. */
export interface InstanceRow {
  readonly kind: 'instance';
  /** `i-…`. */
  readonly id: string;
  readonly vpcId: string;
  /** `ip-10-0-0-5.ec2.internal`. */
  readonly hostName: string;
  /** Name servers and search domain of its resolv.conf. */
  readonly nameServers: readonly string[];
  readonly searchDomain: string;
  /** A script to run inside once, after the port is up: text that starts with `#!`. */
  readonly userData?: string;
  /** Its VPC has IPv6. */
  readonly ipv6?: true;
  /** How often it has been rebooted; absent: never. A new number ends all that runs inside, and user data runs again. */
  readonly reboots?: number;
}

/** An interface endpoint's address in the consumer's VPC. No veth: the router itself answers for it. */
export interface EndpointRow {
  readonly kind: 'endpoint';
  /** `eni-…`. */
  readonly id: string;
  readonly endpointId: string;
  readonly vpcId: string;
  /** Of IPv4, or of IPv6 in a subnet that has nothing else. */
  readonly address: string;
  /** The IPv6 address beside that. */
  readonly ipv6Address?: string;
  readonly groupIds: readonly string[];
  /** As a PortRow's. */
  readonly subnetId?: string;
  /** Present while the connection is accepted; without it every connection is reset. */
  readonly attachment?: {
    /** Fabric address that stands for this interface's present connection. */
    readonly source: string;
    /** Fabric address of the load balancer node. */
    readonly destination: string;
    /** The node has an IPv6 address too; without it clients of the endpoint's IPv6 address are refused. */
    readonly ipv6?: true;
    /**
     * Inbound rules of the load balancer's own groups, judged on the client's address (AWS:
     * EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic). One of them must admit; undefined: not judged.
     */
    readonly loadBalancerIngress?: readonly GroupRule[];
  };
  /** Number of the table that routes what it answers; absent: its clients are in the VPC. */
  readonly table?: number;
}

/** A load balancer's node in one zone: an address of the provider's router. */
export interface NodeRow {
  readonly kind: 'node';
  /** `eni-…`. */
  readonly id: string;
  readonly loadBalancerArn: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly address: string;
  readonly ipv6Address?: string;
  readonly fabricAddress: string;
  /** Empty when the load balancer was made without groups: then nothing is filtered at the node. */
  readonly groupIds: readonly string[];
  /** Number of the table that routes what it sends; absent: its targets and clients are in the VPC. */
  readonly table?: number;
  /** As a PortRow's. */
  readonly subnetId?: string;
}

/** Lets one endpoint interface in at the provider's side: packets from `source` to `destination`. */
export interface AdmissionRow {
  readonly kind: 'admission';
  /** The endpoint's `eni-…`. */
  readonly id: string;
  readonly endpointId: string;
  /** The provider's VPC. */
  readonly vpcId: string;
  readonly source: string;
  readonly destination: string;
  /** The same by IPv6. */
  readonly ipv6?: true;
}

/** A listener at one node: for its IPv4 address and IPv4 targets, and for its IPv6 address and IPv6 targets. */
export interface ListenerRow {
  readonly kind: 'listener';
  /** `${listenerArn}@${nodeInterfaceId}/${protocol}`. */
  readonly id: string;
  readonly vpcId: string;
  readonly nodeId: string;
  readonly nodeAddress: string;
  readonly nodeIpv6Address?: string;
  readonly nodeFabricAddress: string;
  /** 6 = TCP, 17 = UDP. */
  readonly protocol: number;
  readonly port: number;
  /** A client stays with the group that it has once been given. */
  readonly keepsGroup: boolean;
  /** A new flow goes to one of them, by their weights. */
  readonly groups: readonly ListenerGroup[];
}

/** A target group as one node may use it. */
export interface ListenerGroup {
  /** 0: no new flow. */
  readonly weight: number;
  /** Direct clients keep their address; endpoint traffic always bears the node's. */
  readonly preserveClientIp: boolean;
  /** A client stays with the target that it has once been given. */
  readonly sticky: boolean;
  /** With fewer healthy targets than this all are used, healthy or not; at least 1. */
  readonly healthyForRouting: number;
  /** With fewer healthy targets than this the node is left out of DNS; 0: never. */
  readonly healthyForDns: number;
  /** What this node may send to (its own zone's, or all with cross-zone on), drained ones left out. */
  readonly targets: readonly ListenerTarget[];
  /** Checks of every target of the group in every zone: when all have failed, all targets are used. */
  readonly allChecks: readonly string[];
}

export interface ListenerTarget {
  /** Of either family. */
  readonly address: string;
  readonly port: number;
  /** Id of the CheckRow that judges it. */
  readonly check: string;
}

/** A health check, made from inside the provider's VPC with the node's address. */
export interface CheckRow {
  readonly kind: 'check';
  /** The registration: `${targetGroupArn}|${targetId}|${port}`. */
  readonly id: string;
  readonly vpcId: string;
  /** Of the same family as the target's. */
  readonly sourceAddress: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'HTTP' | 'HTTPS';
  readonly path: string;
  /** HTTP codes that pass, such as `200-399` or `200,202`. */
  readonly matcher: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/** What health checks last found, by CheckRow id; a check not listed has not ended yet. */
export type HealthTable = ReadonlyMap<string, 'healthy' | 'unhealthy'>;

export function rowKey(row: ProgramRow): RowKey {
  return `${row.kind}/${row.id}`;
}
