/** Targets as requests name them, and their rows. */
import type { TargetDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Target, TargetGroup } from '../../resources/loadBalancer.ts';
import { required, validationError } from './errors.ts';
import { checkPort } from './ports.ts';

/** Id of a registration: the group's own port stands in where the request names none. */
export function targetRowId(group: TargetGroup, { Id, Port }: TargetDescription): string {
  return `${group.id}|${required(Id, 'Id')}|${checkPort(Port ?? group.spec.port)}`;
}

/** @throws AwsError ValidationError for an empty list */
export function someTargets(targets: readonly TargetDescription[] | undefined): readonly TargetDescription[] {
  if (targets?.length) return targets;
  throw validationError('At least one target must be specified');
}

/** The target as answers name it: AWS shows a zone for addresses only. */
export function targetDescription(group: TargetGroup, { spec }: Target): TargetDescription {
  return {
    Id: spec.targetId,
    Port: spec.port,
    QuicServerId: spec.quicServerId,
    AvailabilityZone: group.spec.targetType === 'ip' ? spec.availabilityZone : undefined,
  };
}
