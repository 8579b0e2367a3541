/** Managed prefix lists (EC2): named lists of blocks, in versions. */
import type { Resource } from './identity.ts';

export interface PrefixList extends Resource {
  readonly spec: {
    readonly name: string;
    readonly addressFamily: 'IPv4' | 'IPv6';
    readonly maxEntries: number;
    /** The version in force; a change of the entries makes the next. */
    readonly version: number;
  };
  readonly status: {
    readonly state: 'create-complete' | 'modify-complete' | 'restore-complete' | 'delete-failed';
  };
}

/** The entries of a list as they are or once were. Never changed; they go with the list. */
export interface PrefixListVersion extends Resource {
  readonly spec: {
    readonly prefixListId: string;
    readonly version: number;
    readonly entries: readonly PrefixListEntry[];
  };
}

export interface PrefixListEntry {
  /** Without host bits. */
  readonly cidr: string;
  readonly description?: string;
}

/** Id of the row that holds a version's entries. */
export function prefixListVersionId(prefixListId: string, version: number): string {
  return `${prefixListId}/${version}`;
}
