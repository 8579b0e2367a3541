/** Instance profiles on instances. They are shown; nothing here asks an instance for its role's keys yet. */
import type { IamInstanceProfileAssociation, IamInstanceProfileSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { iamNameKey } from '../../../resources/iam.ts';
import type { Instance, InstanceProfileUse } from '../../../resources/instance.ts';
import type { Call } from '../../operation.ts';
import { mine, required } from '../ids.ts';

/**
 * The caller's profile of that name or ARN, newly associated.
 * @throws AwsError InvalidParameterValue
 */
export function profileUse(
  call: Call,
  asked: IamInstanceProfileSpecification,
): InstanceProfileUse | undefined {
  const text = asked.Name ?? asked.Arn;
  if (!text) return undefined;
  const name = text.split('/').at(-1) ?? '';
  const [profile] = call.tx.instanceProfiles.by('name', iamNameKey(call.accountId, name));
  const arn = `arn:aws:iam::${call.accountId}:instance-profile${profile?.spec.path}${profile?.spec.name}`;
  if (!profile || (!asked.Name && asked.Arn !== arn)) {
    const [member, words] = asked.Name ? ['name', 'name'] : ['arn', 'ARN'];
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${text}) for parameter iamInstanceProfile.${member} is invalid. Invalid IAM Instance Profile ${words}`,
    );
  }
  const associationId = `iip-assoc-${call.random.hex(17)}`;
  return { arn, id: profile.id, associationId, since: call.now.toISOString() };
}

export function setProfile(call: Call, instance: Instance, use: InstanceProfileUse | undefined): void {
  const settings = { ...instance.spec.settings, instanceProfile: use };
  call.tx.instances.put({ ...instance, spec: { ...instance.spec, settings } });
}

/** @throws AwsError MissingParameter, InvalidAssociationID.NotFound */
export function findAssociation(
  call: Call,
  id: string | undefined,
): { readonly instance: Instance; readonly use: InstanceProfileUse } {
  const wanted = required(id, 'AssociationId');
  for (const instance of call.tx.instances.by('scope', mine(call))) {
    const use = instance.spec.settings?.instanceProfile;
    if (use?.associationId === wanted) return { instance, use };
  }
  throw new AwsError('InvalidAssociationID.NotFound', `An invalid association-id of '${wanted}' was given`);
}

export function associationView(
  { id }: Instance,
  use: InstanceProfileUse,
  State: 'associating' | 'associated' | 'disassociating',
): IamInstanceProfileAssociation {
  return {
    AssociationId: use.associationId,
    InstanceId: id,
    IamInstanceProfile: { Arn: use.arn, Id: use.id },
    State,
    Timestamp: new Date(use.since),
  };
}
