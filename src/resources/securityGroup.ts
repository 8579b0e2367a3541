/** Security groups and their rules (EC2). */
import type { Resource } from './identity.ts';

export interface SecurityGroup extends Resource {
  readonly spec: {
    /** Where it was made. */
    readonly vpcId: string;
    /** Other VPCs in which it may be used; absent: none. */
    readonly associatedVpcIds?: readonly string[];
    readonly groupName: string;
    readonly description: string;
  };
}

/** Whether interfaces of that VPC may have it. */
export function isUsableIn({ spec }: SecurityGroup, vpcId: string): boolean {
  return spec.vpcId === vpcId || spec.associatedVpcIds?.includes(vpcId) === true;
}

/** One rule: one protocol and port range, one peer. */
export interface SecurityGroupRule extends Resource {
  readonly spec: {
    readonly groupId: string;
    readonly isEgress: boolean;
    /** `tcp`, `udp`, `icmp`, `icmpv6`, a protocol number as text, or `-1` for all. */
    readonly ipProtocol: string;
    /** First port, or ICMP type; -1 for all; absent with protocol `-1`. */
    readonly fromPort?: number;
    /** Last port, or ICMP code; -1 for all; absent with protocol `-1`. */
    readonly toPort?: number;
    readonly peer: RulePeer;
    readonly description?: string;
  };
}

export type RulePeer =
  | { readonly cidrIpv4: string }
  | { readonly cidrIpv6: string }
  | {
      readonly groupId: string;
      readonly accountId: string;
      /** The group's VPC where it is another one, peered when the rule was made; the group may be gone since. */
      readonly vpcId?: string;
    }
  | { readonly prefixListId: string };
