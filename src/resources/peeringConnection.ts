/** VPC peering connections (EC2): one thing that two accounts or Regions see. */
import type { AccountId, RegionName, Resource } from './identity.ts';
import { scopeKey } from './identity.ts';

/** Its account, Region and tags are the requester's. */
export interface PeeringConnection extends Resource {
  readonly spec: {
    readonly requester: PeeringSide;
    readonly accepter: PeeringSide;
    /** ISO 8601 time until which it can be accepted. */
    readonly expiresAt: string;
    /** ISO 8601. */
    readonly acceptedAt?: string;
  };
  readonly status: {
    readonly code: PeeringState;
    readonly message: string;
    /** ISO 8601 time at which it came to an end; it is shown for some time more. */
    readonly endedAt?: string;
    /** Who ended it. */
    readonly endedBy?: AccountId;
  };
}

/** The accepter's copy, of the same id, where the accepter is elsewhere: it has tags of its own. */
export interface PeeringAcceptance extends Resource {
  readonly spec: { readonly peeringConnectionId: string };
}

export interface PeeringSide {
  readonly accountId: AccountId;
  readonly region: RegionName;
  readonly vpcId: string;
  /** The VPC's primary block when the request was made; undefined where there was no such VPC. */
  readonly cidrBlock?: string;
  readonly options: PeeringOptions;
}

export interface PeeringOptions {
  readonly allowDnsResolutionFromRemoteVpc: boolean;
}

export type PeeringState = 'pending-acceptance' | 'active' | 'deleted' | 'rejected' | 'failed' | 'expired';

const HOUR_MS = 3_600_000;
const TWO_HOURS_MS = 2 * HOUR_MS;
const TWO_DAYS_MS = 48 * HOUR_MS;

/** Until when an account sees a connection that has ended; undefined where it has not. */
export function shownUntil({ status, spec }: PeeringConnection, accountId: AccountId): Date | undefined {
  if (status.endedAt === undefined) return undefined;
  const isShort =
    status.code === 'failed' ||
    (status.code === 'deleted' && status.endedBy === accountId) ||
    (status.code === 'rejected' && accountId !== spec.requester.accountId);
  return new Date(Date.parse(status.endedAt) + (isShort ? TWO_HOURS_MS : TWO_DAYS_MS));
}

/** Whether an account in a Region sees it now: what failed was never offered to the accepter. */
export function isShownTo(
  connection: PeeringConnection,
  viewer: { accountId: AccountId; region: RegionName },
  now: Date,
): boolean {
  const until = shownUntil(connection, viewer.accountId);
  if (until && until <= now) return false;
  const { requester, accepter } = connection.spec;
  const places = connection.status.code === 'failed' ? [requester] : [requester, accepter];
  return places.some((side) => scopeKey(side) === scopeKey(viewer));
}
