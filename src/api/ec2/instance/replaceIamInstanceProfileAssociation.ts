/** ReplaceIamInstanceProfileAssociation: another profile in the place of the one that an instance has. */
import type {
  ReplaceIamInstanceProfileAssociationRequest,
  ReplaceIamInstanceProfileAssociationResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { associationView, findAssociation, profileUse, setProfile } from './profileUse.ts';

export function replaceIamInstanceProfileAssociation(
  call: Call,
  input: ReplaceIamInstanceProfileAssociationRequest,
): ReplaceIamInstanceProfileAssociationResult {
  const { instance } = findAssociation(call, input.AssociationId);
  const use = required(
    profileUse(call, required(input.IamInstanceProfile, 'IamInstanceProfile')),
    'name or arn',
  );
  setProfile(call, instance, use);
  return { IamInstanceProfileAssociation: associationView(instance, use, 'associating') };
}
