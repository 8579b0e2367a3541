/** Transit gateways (EC2): routers between VPCs, their attachments and their route tables. */
import type { AccountId, Resource } from './identity.ts';
import type { Life } from './life.ts';

export interface TransitGateway extends Resource {
  readonly spec: {
    readonly description: string;
    readonly amazonSideAsn: number;
    readonly cidrBlocks: readonly string[];
    readonly autoAcceptSharedAttachments: boolean;
    /** The table that new attachments are associated with; absent: none by itself. */
    readonly associationTableId?: string;
    /** The table to which new attachments propagate their routes; absent: none by itself. */
    readonly propagationTableId?: string;
    readonly vpnEcmpSupport: boolean;
    readonly dnsSupport: boolean;
    readonly securityGroupReferencingSupport: boolean;
    readonly multicastSupport: boolean;
  };
  readonly status: Life;
}

export interface TransitGatewayRouteTable extends Resource {
  readonly spec: {
    readonly transitGatewayId: string;
    /** Static routes. */
    readonly routes: readonly TransitRoute[];
    readonly prefixLists: readonly TransitPrefixList[];
    /** Attachments whose VPC's blocks are routes here. */
    readonly propagations: readonly string[];
  };
  readonly status: Life;
}

export interface TransitRoute {
  /** IPv4 or IPv6 block without host bits. */
  readonly destination: string;
  /** Absent: what goes there is dropped. */
  readonly attachmentId?: string;
}

export interface TransitPrefixList {
  readonly prefixListId: string;
  readonly attachmentId?: string;
}

/** A VPC's attachment; account and tags are those of the VPC's owner. */
export interface TransitGatewayAttachment extends Resource {
  readonly spec: {
    readonly transitGatewayId: string;
    readonly gatewayAccountId: AccountId;
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    /** Subnet id to the interface that the gateway has there; empty until it is accepted. */
    readonly interfaceIds: Readonly<Record<string, string>>;
    readonly dnsSupport: boolean;
    readonly securityGroupReferencingSupport: boolean;
    readonly ipv6Support: boolean;
    readonly applianceModeSupport: boolean;
    /** The table that routes what comes from the VPC; absent: nothing of it goes anywhere. */
    readonly routeTableId?: string;
  };
  readonly status: {
    readonly state:
      | 'pendingAcceptance'
      | 'pending'
      | 'available'
      | 'modifying'
      | 'deleting'
      | 'deleted'
      | 'rejected';
    /** ISO 8601 time at which it was deleted or rejected; it is shown for an hour more. */
    readonly endedAt?: string;
  };
}

/** The gateway owner's copy, of the same id, where the VPC is another account's: it has tags of its own. */
export interface TransitGatewayAcceptance extends Resource {
  readonly spec: { readonly attachmentId: string };
}

/** Whether the VPC is joined to the gateway, or is just being. */
export function isJoined(
  attachment: TransitGatewayAttachment | undefined,
): attachment is TransitGatewayAttachment {
  const state = attachment?.status.state;
  return state === 'pending' || state === 'available' || state === 'modifying';
}

/** Neither deleted nor rejected. */
export function isPresent({ status }: TransitGatewayAttachment): boolean {
  return status.endedAt === undefined;
}
