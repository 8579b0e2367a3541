/** Calls that move several instances from state to state: all of them can be moved, or none is. */
import type { InstanceStateChange } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Instance } from '../../../resources/instance.ts';
import type { Call } from '../../operation.ts';
import { findInstance, required } from '../ids.ts';
import { stateView } from './instanceStates.ts';

/** @throws AwsError MissingParameter, InvalidInstanceID.NotFound, and as `check` */
export function changesOf(
  call: Call,
  ids: readonly string[] | undefined,
  change: (call: Call, instance: Instance) => InstanceStateChange,
  check: (call: Call, instance: Instance) => void,
): InstanceStateChange[] {
  const distinct = [...new Set(required(ids, 'InstanceId'))];
  if (distinct.length === 0) required(undefined, 'InstanceId');
  const instances = distinct.map((id) => findInstance(call, id));
  for (const instance of instances) check(call, instance);
  return instances.map((instance) => change(call, instance));
}

export function changeOf(before: Instance, after: Instance): InstanceStateChange {
  return { InstanceId: before.id, PreviousState: stateView(before), CurrentState: stateView(after) };
}

export function incorrectState({ id, status }: Instance, what: string): AwsError {
  return new AwsError(
    'IncorrectInstanceState',
    `The instance '${id}' is not in a state from which it can be ${what}: it is ${status.state}.`,
  );
}
