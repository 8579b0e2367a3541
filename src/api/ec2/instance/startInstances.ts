/** StartInstances: the kernel gets the namespace and interfaces of stopped instances again, with the same addresses. */
import type { InstanceStateChange, StartInstancesRequest, StartInstancesResult } from '@aws-sdk/client-ec2';
import type { Instance } from '../../../resources/instance.ts';
import { wakeInterfaces } from '../../../state/attachments.ts';
import type { Call } from '../../operation.ts';
import { changeOf, changesOf, incorrectState } from './stateChanges.ts';

export function startInstances(call: Call, input: StartInstancesRequest): StartInstancesResult {
  return { StartingInstances: changesOf(call, input.InstanceIds, start, checkStartable) };
}

/** One that runs already is left as it is. */
function start(call: Call, instance: Instance): InstanceStateChange {
  if (instance.status.state !== 'stopped') return changeOf(instance, instance);
  const { stoppedAt: _before, ...spec } = instance.spec;
  const startedAt = call.now.toISOString();
  const started: Instance = { ...instance, spec: { ...spec, startedAt }, status: { state: 'pending' } };
  call.tx.instances.put(started);
  wakeInterfaces(call.tx, instance.id, call.random);
  return changeOf(instance, started);
}

function checkStartable(_call: Call, instance: Instance): void {
  if (!['stopped', 'pending', 'running'].includes(instance.status.state)) {
    throw incorrectState(instance, 'started');
  }
}
