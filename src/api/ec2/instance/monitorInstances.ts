/** MonitorInstances and UnmonitorInstances: detailed monitoring is remembered; there are no metrics of instances yet. */
import type {
  InstanceMonitoring,
  MonitorInstancesRequest,
  MonitorInstancesResult,
  UnmonitorInstancesRequest,
  UnmonitorInstancesResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { findInstance, required } from '../ids.ts';

export function monitorInstances(call: Call, input: MonitorInstancesRequest): MonitorInstancesResult {
  return { InstanceMonitorings: monitor(call, input.InstanceIds, true) };
}

export function unmonitorInstances(call: Call, input: UnmonitorInstancesRequest): UnmonitorInstancesResult {
  return { InstanceMonitorings: monitor(call, input.InstanceIds, false) };
}

function monitor(call: Call, ids: readonly string[] | undefined, monitored: boolean): InstanceMonitoring[] {
  const instances = [...new Set(required(ids, 'InstanceId'))].map((id) => findInstance(call, id));
  return instances.map((instance) => {
    const settings = { ...instance.spec.settings, monitored };
    call.tx.instances.put({ ...instance, spec: { ...instance.spec, settings } });
    return { InstanceId: instance.id, Monitoring: { State: monitored ? 'pending' : 'disabling' } };
  });
}
