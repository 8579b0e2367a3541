/** AssociateIamInstanceProfile: an instance that has none gets a profile. */
import type {
  AssociateIamInstanceProfileRequest,
  AssociateIamInstanceProfileResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findInstance, required } from '../ids.ts';
import { associationView, profileUse, setProfile } from './profileUse.ts';

export function associateIamInstanceProfile(
  call: Call,
  input: AssociateIamInstanceProfileRequest,
): AssociateIamInstanceProfileResult {
  const instance = findInstance(call, input.InstanceId);
  const use = required(
    profileUse(call, required(input.IamInstanceProfile, 'IamInstanceProfile')),
    'name or arn',
  );
  if (instance.spec.settings?.instanceProfile) {
    throw new AwsError('IncorrectState', `There is an existing association for instance ${instance.id}`);
  }
  setProfile(call, instance, use);
  return { IamInstanceProfileAssociation: associationView(instance, use, 'associating') };
}
