/** A security group: sets of its members' addresses and a chain for each direction. */
import type { GroupRow } from '../rows.ts';
import { familyOf } from './family.ts';
import { familiesIn, groupChain, membersSet } from './groupRules.ts';
import { element, type Placed, placedIn, set } from './objects.ts';

export function renderGroup(row: GroupRow): Placed[] {
  const members = familiesIn(row.ipv6).map((family) =>
    set(membersSet(row.groupId, family), family.addressType),
  );
  const foreign = (row.members ?? []).map((address) =>
    element(membersSet(row.groupId, familyOf(address)), [address]),
  );
  return placedIn(row.vpcId, [...members, ...foreign, groupChain('ingress', row), groupChain('egress', row)]);
}
