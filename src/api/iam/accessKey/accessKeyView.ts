/** Access keys as answers show them, without the secret. */
import type { IamAccessKey } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';

export function accessKeyView({ tx }: Call, { id, createdAt, spec }: IamAccessKey) {
  return {
    UserName: ownerName(tx.users.get(spec.userId ?? '')?.spec.name),
    AccessKeyId: id,
    Status: spec.active ? ('Active' as const) : ('Inactive' as const),
    CreateDate: new Date(createdAt),
  };
}

/** Keys of the root are nobody's by name. */
function ownerName(name: string | undefined): string {
  return name ?? '';
}
