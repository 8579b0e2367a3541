/** DisassociateIamInstanceProfile. */
import type {
  DisassociateIamInstanceProfileRequest,
  DisassociateIamInstanceProfileResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { associationView, findAssociation, setProfile } from './profileUse.ts';

export function disassociateIamInstanceProfile(
  call: Call,
  input: DisassociateIamInstanceProfileRequest,
): DisassociateIamInstanceProfileResult {
  const { instance, use } = findAssociation(call, input.AssociationId);
  setProfile(call, instance, undefined);
  return { IamInstanceProfileAssociation: associationView(instance, use, 'disassociating') };
}
