/** What an operator has joined to a virtual private gateway (no AWS resource: AWS has cables and tunnels there). */
import { formatCidr, overlaps, parseCidr } from '../base/ip.ts';
import type { Resource } from './identity.ts';
import type { Vpc } from './network.ts';
import { ipv4Blocks } from './vpcBlocks.ts';

/** Its id is the gateway's: a gateway has one at most. */
export interface OnPremises extends Resource {
  readonly spec: {
    readonly place: OnPremisesPlace;
    /** Blocks without host bits, as the caller ordered them. */
    readonly cidrs: readonly string[];
    /** In a namespace: the address of the link's far end. On an interface: that of the VPC's router there. */
    readonly address?: string;
  };
}

/** A network namespace by its name under /run/netns, or an interface of the host. */
export type OnPremisesPlace = { readonly namespace: string } | { readonly hostInterface: string };

/** The blocks behind it that are not the VPC's own: those stay local whatever comes to be joined. */
export function foreignBlocks({ spec }: OnPremises, vpc: Vpc): string[] {
  const own = ipv4Blocks(vpc).map(({ cidrBlock }) => cidrBlock);
  return spec.cidrs.filter((cidr) => !own.some((block) => areOverlapping(block, cidr)));
}

export function areOverlapping(a: string, b: string): boolean {
  const [one, other] = [parseCidr(a), parseCidr(b)];
  return one !== undefined && other !== undefined && overlaps(one, other);
}

/** The block as it is written everywhere; undefined for a text that is none. */
export function canonicalBlock(text: string): string | undefined {
  const block = parseCidr(text);
  return block && formatCidr(block);
}

/** As a person would say it. */
export function placeName(place: OnPremisesPlace): string {
  return 'namespace' in place ? `namespace ${place.namespace}` : `interface ${place.hostInterface}`;
}
