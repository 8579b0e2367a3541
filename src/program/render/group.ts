/** A security group: a set of its members' addresses and a chain for each direction. */
import type { GroupRow } from '../rows.ts';
import { groupChain, membersSet } from './groupRules.ts';
import { type Placed, placedIn, set } from './objects.ts';

export function renderGroup(row: GroupRow): Placed[] {
  return placedIn(row.vpcId, [
    set(membersSet(row.groupId), 'ipv4_addr'),
    groupChain('ingress', row.groupId, row.ingress),
    groupChain('egress', row.groupId, row.egress),
  ]);
}
