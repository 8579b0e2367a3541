/** TerminateInstances: the interfaces are let go first; the reconcilers end the instance when they are gone. */
import type {
  InstanceStateChange,
  TerminateInstancesRequest,
  TerminateInstancesResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Instance } from '../../../resources/instance.ts';
import { interfacesOfInstance } from '../../../state/attachments.ts';
import { releaseInterface } from '../../../state/interfaces.ts';
import type { Call } from '../../operation.ts';
import { isEnding } from './instanceStates.ts';
import { changeOf, changesOf } from './stateChanges.ts';
import { forgetVolumes } from './volumes.ts';

export function terminateInstances(call: Call, input: TerminateInstancesRequest): TerminateInstancesResult {
  return { TerminatingInstances: changesOf(call, input.InstanceIds, terminate, refuseProtected) };
}

function refuseProtected(_call: Call, { id, spec }: Instance): void {
  if (!spec.disableApiTermination) return;
  throw new AwsError(
    'OperationNotPermitted',
    `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
  );
}

function terminate(call: Call, instance: Instance): InstanceStateChange {
  if (isEnding(instance)) return changeOf(instance, instance);
  const ending: Instance = {
    ...instance,
    spec: { ...instance.spec, terminatedAt: call.now.toISOString() },
    status: { state: 'shutting-down' },
  };
  call.tx.instances.put(ending);
  for (const { id } of interfacesOfInstance(call.tx, instance.id)) releaseInterface(call.tx, id);
  forgetVolumes(call.tx, instance.id);
  return changeOf(instance, ending);
}
