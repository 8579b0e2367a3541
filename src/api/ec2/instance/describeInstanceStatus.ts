/** DescribeInstanceStatus: running instances, or all of them where asked. */
import type {
  DescribeInstanceStatusRequest,
  DescribeInstanceStatusResult,
  InstanceStatus,
  InstanceStatusSummary,
} from '@aws-sdk/client-ec2';
import type { Instance } from '../../../resources/instance.ts';
import { zoneIdOf } from '../../../resources/zones.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { stateCode, stateView } from './instanceStates.ts';
import { zoneOf } from './instanceView.ts';

export function describeInstanceStatus(
  call: Call,
  input: DescribeInstanceStatusRequest,
): DescribeInstanceStatusResult {
  const instances = findSome(call, call.tx.instances, 'instance', input.InstanceIds).filter(
    ({ status }) => input.IncludeAllInstances || status.state === 'running',
  );
  const { rows, nextToken } = filteredPage(instances, input, filtersOf(call));
  return { InstanceStatuses: rows.map((row) => statusView(call, row)), NextToken: nextToken };
}

/** Nothing is ever scheduled for an instance here. */
const none = () => undefined;

function filtersOf(call: Call): FilterDefinitions<Instance> {
  const check = (instance: Instance) => checkOf(instance).Status;
  return {
    'availability-zone': (instance) => zoneOf(call.tx, instance),
    'availability-zone-id': (instance) => zoneIdOf(instance, zoneOf(call.tx, instance) ?? ''),
    'event.code': none,
    'event.description': none,
    'event.instance-event-id': none,
    'event.not-after': none,
    'event.not-before': none,
    'event.not-before-deadline': none,
    'operator.managed': () => false,
    'operator.principal': none,
    'attached-ebs-status.status': check,
    'application-status.status': none,
    'instance-state-code': stateCode,
    'instance-state-name': ({ status }) => status.state,
    'instance-status.status': check,
    'instance-status.reachability': (instance) => checkOf(instance).Details?.[0]?.Status,
    'system-status.status': check,
    'system-status.reachability': (instance) => checkOf(instance).Details?.[0]?.Status,
  };
}

function statusView(call: Call, instance: Instance): InstanceStatus {
  const AvailabilityZone = zoneOf(call.tx, instance);
  return {
    InstanceId: instance.id,
    AvailabilityZone,
    AvailabilityZoneId: AvailabilityZone && zoneIdOf(instance, AvailabilityZone),
    Events: [],
    InstanceState: stateView(instance),
    InstanceStatus: checkOf(instance),
    SystemStatus: checkOf(instance),
  };
}

function checkOf({ status: { state } }: Instance): InstanceStatusSummary {
  if (state !== 'running') return { Status: 'not-applicable', Details: [] };
  return { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] };
}
