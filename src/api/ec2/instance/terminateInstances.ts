/** TerminateInstances: the interface is let go first; the reconcilers end the instance when it is gone. */
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
import { findInstance, required } from '../ids.ts';
import { isEnding, stateView } from './instanceStates.ts';

export function terminateInstances(call: Call, input: TerminateInstancesRequest): TerminateInstancesResult {
  const ids = [...new Set(required(input.InstanceIds, 'InstanceId'))];
  const instances = ids.map((id) => findInstance(call, id));
  for (const instance of instances) refuseProtected(instance);
  return { TerminatingInstances: instances.map((instance) => terminate(call, instance)) };
}

function refuseProtected({ id, spec }: Instance): void {
  if (!spec.disableApiTermination) return;
  throw new AwsError(
    'OperationNotPermitted',
    `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
  );
}

function terminate(call: Call, instance: Instance): InstanceStateChange {
  const PreviousState = stateView(instance);
  if (isEnding(instance)) return { InstanceId: instance.id, PreviousState, CurrentState: PreviousState };
  const status = { state: 'shutting-down' } as const;
  const spec = { ...instance.spec, terminatedAt: call.now.toISOString() };
  call.tx.instances.put({ ...instance, spec, status });
  for (const { id } of interfacesOfInstance(call.tx, instance.id)) releaseInterface(call.tx, id);
  return { InstanceId: instance.id, PreviousState, CurrentState: stateView({ status }) };
}
