/** Rows about ways: where packets go beyond a VPC's own addresses, and the links that carry them there. */

/** Where packets go beyond the VPC's own addresses. Who uses it names its number. */
export interface RouteTableRow {
  readonly kind: 'routes';
  /** `rtb-…`. */
  readonly id: string;
  readonly vpcId: string;
  /** As the kernel numbers it: `tableNumber(id)`. */
  readonly table: number;
  /** Blocks whose packets find their way by the addresses in the VPC. */
  readonly local: readonly string[];
  /** No two for one destination; the longest prefix decides. */
  readonly routes: readonly TableRoute[];
}

export interface TableRoute {
  readonly destination: string;
  readonly via: RouteVia;
}

/**
 * A link of the router, a port with the address of its next hop, the router itself in the name of an AWS service, or
 * nowhere: such packets are dropped.
 */
export type RouteVia =
  | {
      readonly link: string;
      /** Key of the row that makes it. */
      readonly row: string;
      /** Hosts are on the link itself, and asked for one by one; absent: somebody at its far end routes on. */
      readonly onLink?: true;
    }
  | { readonly port: string; readonly address: string }
  /** `s3`, `dynamodb`. */
  | { readonly gateway: string }
  | 'blackhole';

/** A link between two routers. Each end takes what has an address of the other VPC. */
export interface PeeringRow {
  readonly kind: 'peering';
  /** `pcx-…`. */
  readonly id: string;
  readonly vpcId: string;
  /** Of either family. */
  readonly cidrs: readonly string[];
  readonly peerVpcId: string;
  readonly peerCidrs: readonly string[];
  readonly mtu: number;
}
