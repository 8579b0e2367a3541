/** What of the caller's account a managed policy is given to. */
import type { Call } from '../../operation.ts';

export function attachments({ tx, accountId }: Call, arn: string) {
  const own = (row: { readonly accountId: string }) => row.accountId === accountId;
  return {
    users: tx.users.by('policy', arn).filter(own),
    groups: tx.groups.by('policy', arn).filter(own),
    roles: tx.roles.by('policy', arn).filter(own),
    boundedUsers: tx.users.by('boundary', arn).filter(own),
    boundedRoles: tx.roles.by('boundary', arn).filter(own),
  };
}
