/** Rows that say what may pass: security groups and network ACLs. Part of rows.ts. */

/** A security group as a VPC's router knows it. Its members are the rows that name it in `groupIds`. */
export interface GroupRow {
  readonly kind: 'group';
  /** `${vpcId}/${groupId}`. */
  readonly id: string;
  readonly vpcId: string;
  /** `sg-…`. */
  readonly groupId: string;
  readonly ingress: readonly GroupRule[];
  readonly egress: readonly GroupRule[];
  /** Its VPC has IPv6: a rule for all of IPv4 has to say so. */
  readonly ipv6?: true;
  /** Addresses of its members in a peered VPC; absent: it is this VPC's own. */
  readonly members?: readonly string[];
}

export interface GroupRule {
  /** `sgr-…`. */
  readonly id: string;
  /** IP protocol number; undefined for all. */
  readonly protocol?: number;
  /** Inclusive; undefined for all. For ICMP and ICMPv6, `from` is the type and `to` the code, -1 for all. */
  readonly ports?: { readonly from: number; readonly to: number };
  /** A block of either family. */
  readonly peer: { readonly cidr: string } | { readonly groupId: string };
}

/** A network ACL: what may enter and leave its subnets, packet by packet. One that allows everything has no row. */
export interface AclRow {
  readonly kind: 'acl';
  /** `acl-…`. */
  readonly id: string;
  readonly vpcId: string;
  /** The first entry that matches decides; what none matches is denied. */
  readonly ingress: readonly AclEntry[];
  readonly egress: readonly AclEntry[];
}

export interface AclEntry {
  /** As its owner has numbered it; entries are in this order. */
  readonly number: number;
  readonly allow: boolean;
  /** Where packets come from (ingress) or go to (egress). */
  readonly cidr: string;
  /** As a GroupRule's. */
  readonly protocol?: number;
  readonly ports?: GroupRule['ports'];
}

/** A subnet whose ACL does not allow everything. What lies in it are the rows that name it. */
export interface SubnetRow {
  readonly kind: 'subnet';
  /** `subnet-…`. */
  readonly id: string;
  readonly vpcId: string;
  /** Its blocks, of either family: what stays within is not judged. */
  readonly cidrs: readonly string[];
  readonly aclId: string;
}
