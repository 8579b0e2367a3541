/** A security group: sets of its members' addresses and a chain for each direction. */
import type { GroupRow } from '../rows.ts';
import { familiesIn, groupChain, membersSet } from './groupRules.ts';
import { type Placed, placedIn, set } from './objects.ts';

export function renderGroup(row: GroupRow): Placed[] {
  const members = familiesIn(row.ipv6).map((family) =>
    set(membersSet(row.groupId, family), family.addressType),
  );
  return placedIn(row.vpcId, [...members, groupChain('ingress', row), groupChain('egress', row)]);
}
