/** An account's presence in a region: made at its first call, together with its default VPC. */
import type { Resource } from './identity.ts';

/** Its id is `${accountId}/${region}`. */
export interface AccountRegion extends Resource {
  readonly spec: { readonly defaultVpcId: string };
}

/** Remembers what a ClientToken made. Its id is `${accountId}/${region}/${action}/${token}`. */
export interface ClientToken extends Resource {
  readonly spec: {
    /** Digest of the request's other parameters. */
    readonly fingerprint: string;
    readonly resourceIds: readonly string[];
  };
}
