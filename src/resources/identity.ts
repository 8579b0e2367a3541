/** What every resource has: an id, an owner, a region, tags. */

/** AWS account id: twelve digits. */
export type AccountId = string;
/** The account of callers whose key names none: whatever runs on the machine shares it. */
export const DEFAULT_ACCOUNT: AccountId = '000000000000';
/** AWS Region name, such as `us-east-1`. */
export type RegionName = string;
/** Tag keys to values. */
export type Tags = Readonly<Record<string, string>>;

/** Members shared by all rows. A row is frozen data: a change puts a new row. */
export interface Resource {
  /** AWS's id (`vpc-…`), or the ARN where AWS identifies by ARN (ELBv2). Unique in its table. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly region: RegionName;
  /** ISO 8601, milliseconds, UTC. */
  readonly createdAt: string;
  readonly tags: Tags;
}

/** Key of the index `scope`: everything that one account has in one region. */
export function scopeKey(row: { accountId: AccountId; region: RegionName }): string {
  return `${row.accountId}/${row.region}`;
}
