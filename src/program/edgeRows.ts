/** Rows of what is at the edges of a VPC: where it meets networks that are no VPC. */

/** A network of the operator's behind a virtual private gateway: a link of the router that leads there. */
export interface OnPremisesRow {
  readonly kind: 'onPremises';
  /** `vgw-…`. */
  readonly id: string;
  readonly vpcId: string;
  readonly place: OnPremisesPlace;
  /** Who may send from there; none of it is the VPC's. */
  readonly cidrs: readonly string[];
  /** The VPC's blocks, to which the namespace gets routes. */
  readonly vpcCidrs: readonly string[];
  /** In a namespace: of the link's far end. On an interface of the host: of the router there. */
  readonly address?: string;
  /** Number of the table that routes what comes in; absent: it reaches the VPC's own addresses. */
  readonly table?: number;
}

/** A network namespace by its name under /run/netns, or an interface of the host that moves into the router. */
export type OnPremisesPlace = { readonly namespace: string } | { readonly hostInterface: string };

/** A NAT gateway's namespace: what its port brings it goes back under its own address. The port is a row of its own. */
export interface NatGatewayRow {
  readonly kind: 'natGateway';
  /** `nat-…`. */
  readonly id: string;
  readonly vpcId: string;
  readonly address: string;
}

/** A VPC's internet gateway: a link from its router to the namespace of public addresses. */
export interface InternetRow {
  readonly kind: 'internet';
  /** `igw-…`. */
  readonly id: string;
  readonly vpcId: string;
  /** Number of the table that routes what comes in; absent: it reaches the VPC's own addresses. */
  readonly table?: number;
}

/** A public address, and the one in a VPC that it stands for. */
export interface PublicAddressRow {
  readonly kind: 'publicAddress';
  /** The public address. */
  readonly id: string;
  readonly vpcId: string;
  /** The VPC's gateway, by its row. */
  readonly gatewayId: string;
  readonly address: string;
}

/**
 * Where public addresses lead that are nobody's in this installation: nowhere, to the network of the host by way of
 * the agent, or to a namespace of the operator's.
 */
export type WayOut = 'none' | 'host' | { readonly namespace: string };
