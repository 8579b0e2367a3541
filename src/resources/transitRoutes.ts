/**
 * The routes that a transit gateway's table has: static ones, those of prefix lists, and the blocks of VPCs that
 * propagate to it. Of two to the same block one counts, in that order; of two VPCs the one that was attached first.
 */
import type { Vpc } from './network.ts';
import { isJoined, type TransitGatewayAttachment, type TransitGatewayRouteTable } from './transitGateway.ts';
import { ipv4Blocks, ipv6Blocks } from './vpcBlocks.ts';

export interface EffectiveTransitRoute {
  readonly destination: string;
  readonly type: 'static' | 'propagated';
  readonly prefixListId?: string;
  /** Absent: a black hole. */
  readonly attachment?: TransitGatewayAttachment;
}

/** Where the routes look things up. */
export interface TransitReads {
  attachment(id: string): TransitGatewayAttachment | undefined;
  vpc(id: string): Vpc | undefined;
  /** Blocks of a prefix list, whoever's it is. */
  blocksOf(prefixListId: string): readonly string[];
}

export function transitRoutes(
  { spec }: TransitGatewayRouteTable,
  reads: TransitReads,
): EffectiveTransitRoute[] {
  const joined = (id: string | undefined) => {
    const attachment = id === undefined ? undefined : reads.attachment(id);
    return isJoined(attachment) ? attachment : undefined;
  };
  const set = spec.routes.map(({ destination, attachmentId }) => ({
    destination,
    type: 'static' as const,
    attachment: joined(attachmentId),
  }));
  const listed = spec.prefixLists.flatMap(({ prefixListId, attachmentId }) =>
    reads.blocksOf(prefixListId).map((destination) => ({
      destination,
      type: 'static' as const,
      prefixListId,
      attachment: joined(attachmentId),
    })),
  );
  const senders = spec.propagations.map(joined).filter((each) => each !== undefined);
  const propagated = [...senders].sort(byCreation).flatMap((attachment) =>
    propagatedBlocks(attachment, reads).map((destination) => ({
      destination,
      type: 'propagated' as const,
      attachment,
    })),
  );
  return firstOfEach([...set, ...listed, ...propagated]);
}

function propagatedBlocks(attachment: TransitGatewayAttachment, reads: TransitReads): string[] {
  const vpc = reads.vpc(attachment.spec.vpcId);
  if (!vpc) return [];
  const blocks = ipv4Blocks(vpc).map(({ cidrBlock }) => cidrBlock);
  const ipv6 = attachment.spec.ipv6Support ? ipv6Blocks(vpc) : [];
  return [...blocks, ...ipv6.map(({ ipv6CidrBlock }) => ipv6CidrBlock)];
}

function byCreation(a: TransitGatewayAttachment, b: TransitGatewayAttachment): number {
  const [one, other] = [`${a.createdAt} ${a.id}`, `${b.createdAt} ${b.id}`];
  return one < other ? -1 : 1;
}

function firstOfEach(routes: readonly EffectiveTransitRoute[]): EffectiveTransitRoute[] {
  const first = new Map<string, EffectiveTransitRoute>();
  for (const route of routes) if (!first.has(route.destination)) first.set(route.destination, route);
  return [...first.values()];
}
