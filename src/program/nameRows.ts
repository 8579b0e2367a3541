/** Rows of names for DNS. */

/** DNS names that one resource brings. */
export interface NamesRow {
  readonly kind: 'names';
  /** Owner's id, with a suffix where it has several rows. */
  readonly id: string;
  /** Who can see them: every VPC (`public`), or one VPC. */
  readonly scope: 'public' | string;
  /** Private zones whose unknown names are NXDOMAIN rather than forwarded; lower case, no final dot. */
  readonly zones: readonly string[];
  readonly records: readonly NameRecord[];
}

export interface NameRecord {
  /** Lower case, no final dot; may begin with `*.`. */
  readonly name: string;
  readonly ttlSeconds: number;
  readonly addresses: readonly NameAddress[];
}

export interface NameAddress {
  /** Of either family: A or AAAA. */
  readonly address: string;
  /** Left out of answers while this node has no usable target and another address of the record has one. */
  readonly nodeId?: string;
}
