/** Calls that move several instances from state to state: all of them can be moved, or none is. */
import type { InstanceStateChange } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { Instance } from '../../../resources/instance.ts';
import type { Call } from '../../operation.ts';
import { checkId, findInstance, mine } from '../ids.ts';
import { stateView } from './instanceStates.ts';

/** @throws AwsError as `findInstances` and `check` */
export function changesOf(
  call: Call,
  ids: readonly string[] | undefined,
  change: (call: Call, instance: Instance) => InstanceStateChange,
  check: (call: Call, instance: Instance) => void,
): InstanceStateChange[] {
  const instances = findInstances(call, ids);
  for (const instance of instances) check(call, instance);
  return instances.map((instance) => change(call, instance));
}

/**
 * All of them, or AWS's error that names each one that is not there.
 * @throws AwsError InvalidParameterCombination for none at all, InvalidInstanceID.NotFound
 */
export function findInstances(call: Call, ids: readonly string[] = []): Instance[] {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) throw new AwsError('InvalidParameterCombination', 'No instances specified');
  for (const id of distinct) checkId('instance', id);
  const rows = distinct.map((id) => call.tx.instances.get(id));
  const missing = distinct.filter((_id, at) => {
    const row = rows[at];
    return !row || scopeKey(row) !== mine(call);
  });
  if (missing.length > 1) {
    throw new AwsError('InvalidInstanceID.NotFound', `The instance IDs '${missing.join(', ')}' do not exist`);
  }
  return distinct.map((id) => findInstance(call, id));
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
