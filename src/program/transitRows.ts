/** Transit gateways: a router between routers, its links to VPCs and its tables. */

/** A transit gateway's namespace. */
export interface TransitRow {
  readonly kind: 'transit';
  /** `tgw-…`. */
  readonly id: string;
}

/** A VPC's link to a transit gateway. */
export interface TransitLinkRow {
  readonly kind: 'transitLink';
  /** `tgw-attach-…`. */
  readonly id: string;
  readonly transitId: string;
  readonly vpcId: string;
  /** Blocks of the VPC, of the families that the link carries: nothing comes back to it under an address of its own. */
  readonly cidrs: readonly string[];
  /** Number of the gateway's table that routes what comes from the VPC; absent: it goes nowhere. */
  readonly routedBy?: number;
  /** Number of the VPC's table that routes what comes from the gateway; absent: the VPC's own addresses are all it reaches. */
  readonly table?: number;
  /** As a PortRow's, of the attachment: what comes from the gateway leaves that subnet. */
  readonly subnetId?: string;
}

/** A transit gateway's table. */
export interface TransitRoutesRow {
  readonly kind: 'transitRoutes';
  /** `tgw-rtb-…`. */
  readonly id: string;
  readonly transitId: string;
  /** As the kernel numbers it: `transitTableNumber(id)`. */
  readonly table: number;
  /** No two for one destination; the longest prefix decides. */
  readonly routes: readonly TransitRoute[];
}

export interface TransitRoute {
  readonly destination: string;
  /** Id of the link's row, or nowhere: such packets are dropped. */
  readonly via: { readonly transitLink: string } | 'blackhole';
}
