/** The blocks, all of one family, that a prefix list stands for in rules and routes. */
import { awsPrefixLists } from '../resources/awsPrefixLists.ts';
import { type PrefixListVersion, prefixListVersionId } from '../resources/prefixList.ts';
import type { SecurityGroupRule } from '../resources/securityGroup.ts';
import type { Snapshot } from '../state/tables.ts';

/** The versions in force of the customers' lists that the rules name. */
export function versionsNamed(tables: Snapshot, rules: readonly SecurityGroupRule[]): PrefixListVersion[] {
  return versionsOf(
    tables,
    rules.flatMap(({ spec: { peer } }) => ('prefixListId' in peer ? peer.prefixListId : [])),
  );
}

/** The versions in force of those lists that are customers' own. */
export function versionsOf(tables: Snapshot, prefixListIds: readonly string[]): PrefixListVersion[] {
  return [...new Set(prefixListIds)].flatMap((id) => {
    const version = tables.prefixLists.get(id)?.spec.version ?? 0;
    return tables.prefixListVersions.get(prefixListVersionId(id, version)) ?? [];
  });
}

/** In the order of the list; none for a list that is not there. */
export function prefixListBlocks(
  prefixListId: string,
  region: string,
  versions: readonly PrefixListVersion[],
): readonly string[] {
  const own = versions.find(({ spec }) => spec.prefixListId === prefixListId);
  if (own) return own.spec.entries.map(({ cidr }) => cidr);
  return awsPrefixLists(region).find(({ id }) => id === prefixListId)?.cidrs ?? [];
}

/** The blocks of a route's destination: itself, or those of the list that it names. */
export function destinationBlocks(tables: Snapshot, region: string, destination: string): readonly string[] {
  if (!destination.startsWith('pl-')) return [destination];
  return prefixListBlocks(destination, region, versionsOf(tables, [destination]));
}
