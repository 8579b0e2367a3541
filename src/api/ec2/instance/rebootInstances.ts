/** RebootInstances: all that runs inside ends, and user data runs again; the network stays as it is. */
import type { RebootInstancesRequest } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { findInstances, incorrectState } from './stateChanges.ts';

export function rebootInstances(call: Call, input: RebootInstancesRequest): object {
  const instances = findInstances(call, input.InstanceIds);
  for (const instance of instances) {
    if (!['pending', 'running'].includes(instance.status.state)) throw incorrectState(instance, 'rebooted');
  }
  for (const instance of instances) {
    const reboots = (instance.spec.reboots ?? 0) + 1;
    call.tx.instances.put({ ...instance, spec: { ...instance.spec, reboots } });
  }
  return {};
}
