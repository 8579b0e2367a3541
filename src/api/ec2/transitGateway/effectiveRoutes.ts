/** The routes that a transit gateway's table has, from what the tables hold. */
import { awsPrefixLists } from '../../../resources/awsPrefixLists.ts';
import { prefixListVersionId } from '../../../resources/prefixList.ts';
import type { TransitGatewayRouteTable } from '../../../resources/transitGateway.ts';
import { type EffectiveTransitRoute, transitRoutes } from '../../../resources/transitRoutes.ts';
import type { Snapshot } from '../../../state/tables.ts';
import type { Call } from '../../operation.ts';
import { accountQuota, quotaExceeded } from '../../quotas.ts';

export function effectiveRoutes(tables: Snapshot, table: TransitGatewayRouteTable): EffectiveTransitRoute[] {
  return transitRoutes(table, {
    attachment: (id) => tables.transitGatewayAttachments.get(id),
    vpc: (id) => tables.vpcs.get(id),
    blocksOf: (id) => blocksOf(tables, table.region, id),
  });
}

/** Whether all tables of a gateway, as they are to be, stay within the quota. @throws AwsError TransitGatewayRouteLimitExceeded */
export function checkRoutes(call: Call, gatewayId: string): void {
  const name = 'routesPerTransitGateway';
  const all = call.tx.transitGatewayRouteTables.by('gateway', gatewayId);
  const count = all.reduce((sum, table) => sum + effectiveRoutes(call.tx, table).length, 0);
  const limit = accountQuota(call.accountId, name);
  if (count <= limit) return;
  const words = `The maximum number of routes has been reached for ${gatewayId}.`;
  throw quotaExceeded(name, 'TransitGatewayRouteLimitExceeded', words, limit);
}

function blocksOf(tables: Snapshot, region: string, id: string): readonly string[] {
  const own = tables.prefixLists.get(id);
  if (!own) return awsPrefixLists(region).find((list) => list.id === id)?.cidrs ?? [];
  const version = tables.prefixListVersions.get(prefixListVersionId(id, own.spec.version));
  return version?.spec.entries.map(({ cidr }) => cidr) ?? [];
}
