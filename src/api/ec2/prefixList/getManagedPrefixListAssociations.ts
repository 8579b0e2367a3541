/** GetManagedPrefixListAssociations: what refers to a list of the caller's. */
import type {
  GetManagedPrefixListAssociationsRequest,
  GetManagedPrefixListAssociationsResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { findOwnPrefixList } from './prefixLists.ts';

export function getManagedPrefixListAssociations(
  call: Call,
  input: GetManagedPrefixListAssociationsRequest,
): GetManagedPrefixListAssociationsResult {
  const { id } = findOwnPrefixList(call, input.PrefixListId);
  const rules = call.tx.securityGroupRules.by('prefixList', id);
  const owners = new Map(rules.map((rule) => [rule.spec.groupId, rule.accountId]));
  const groups = Array.from(owners, ([groupId, owner]) => ({ id: groupId, owner }));
  const { routeTables, transitGatewayRouteTables } = call.tx;
  const naming = [...routeTables.by('destination', id), ...transitGatewayRouteTables.by('prefixList', id)];
  const tables = naming.map((table) => ({ id: table.id, owner: table.accountId }));
  const { rows, nextToken } = page([...groups, ...tables], {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    max: 255,
  });
  return {
    PrefixListAssociations: rows.map((row) => ({ ResourceId: row.id, ResourceOwner: row.owner })),
    NextToken: nextToken,
  };
}
