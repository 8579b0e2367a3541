/** StopInstances: all that runs inside ends and the kernel lets go of it; addresses and attachments stay. */
import type { InstanceStateChange, StopInstancesRequest, StopInstancesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Instance } from '../../../resources/instance.ts';
import { restInterfaces } from '../../../state/attachments.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { changeOf, changesOf, incorrectState } from './stateChanges.ts';

export function stopInstances(call: Call, input: StopInstancesRequest): StopInstancesResult {
  if (input.Hibernate) throw unsupported('Hibernation');
  return { StoppingInstances: changesOf(call, input.InstanceIds, stop, checkStoppable) };
}

function stop(call: Call, instance: Instance): InstanceStateChange {
  const { state } = instance.status;
  if (state === 'stopping' || state === 'stopped') return changeOf(instance, instance);
  const stoppedAt = call.now.toISOString();
  const stopping: Instance = {
    ...instance,
    spec: { ...instance.spec, stoppedAt },
    status: { state: 'stopping' },
  };
  call.tx.instances.put(stopping);
  restInterfaces(call.tx, instance.id);
  return changeOf(instance, stopping);
}

function checkStoppable(_call: Call, instance: Instance): void {
  const { state } = instance.status;
  if (state === 'shutting-down' || state === 'terminated') throw incorrectState(instance, 'stopped');
  if (instance.spec.disableApiStop && state !== 'stopping' && state !== 'stopped') {
    throw new AwsError(
      'OperationNotPermitted',
      `The instance '${instance.id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
    );
  }
}
