/** How many rules or routes a prefix list counts as where it is named. */
import { awsPrefixLists } from '../../../resources/awsPrefixLists.ts';
import type { Call } from '../../operation.ts';

/** A customer's counts as many as it may ever have entries, AWS's what AWS says; anything else counts one. */
export function prefixListWeight({ tx, region }: Call, id: string): number {
  const own = tx.prefixLists.get(id);
  if (own) return own.spec.maxEntries;
  return awsPrefixLists(region).find((list) => list.id === id)?.weight ?? 1;
}
