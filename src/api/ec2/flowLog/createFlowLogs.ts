/**
 * CreateFlowLogs: one for each resource. They are kept and shown; no records are written yet.
 *
 * A resource among several for which none can be made is listed in the answer; where none at all can be made, the
 * first reason is the call's error.
 */
import type { CreateFlowLogsRequest, CreateFlowLogsResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { FlowLog } from '../../../resources/flowLog.ts';
import type { Tags } from '../../../resources/identity.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { unsupported } from '../describe.ts';
import { findNetworkInterface, findSubnet, findVpc, required } from '../ids.ts';
import { unsuccessfulOf } from '../privatelink/unsuccessful.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { destinationFrom } from './destination.ts';
import { logFormatFrom } from './logFormat.ts';

/** In one call. */
const MAX_RESOURCES = 300;
const FINDERS = { VPC: findVpc, Subnet: findSubnet, NetworkInterface: findNetworkInterface } as const;
const OTHER_TYPES = ['TransitGateway', 'TransitGatewayAttachment', 'RegionalNatGateway'];
const TRAFFIC_TYPES: readonly string[] = ['ACCEPT', 'REJECT', 'ALL'];

export function createFlowLogs(call: Call, input: CreateFlowLogsRequest): CreateFlowLogsResult {
  let Unsuccessful: CreateFlowLogsResult['Unsuccessful'] = [];
  const make = () => {
    const made = create(call, input);
    Unsuccessful = made.unsuccessful;
    return made.ids;
  };
  return onceByToken(call, input.ClientToken, input, make, (ids) => ({
    FlowLogIds: [...ids],
    Unsuccessful,
    ClientToken: input.ClientToken,
  }));
}

function create(call: Call, input: CreateFlowLogsRequest) {
  const find = finderOf(required(input.ResourceType, 'ResourceType'));
  const resourceIds = required(input.ResourceIds, 'ResourceId');
  checkCount(resourceIds);
  const common = specFrom(input);
  const tags = tagsFor(input.TagSpecifications, 'vpc-flow-log');
  const ids: string[] = [];
  const unsuccessful = unsuccessfulOf(
    resourceIds,
    (id) => checkedSpec(call, { ...common, resourceId: find(call, id).id }),
    (spec) => ids.push(keep(call, spec, tags)),
  );
  const [first] = unsuccessful;
  if (ids.length > 0 || !first) return { ids, unsuccessful };
  throw new AwsError(first.Error?.Code ?? '', first.Error?.Message ?? '');
}

function finderOf(type: string): (call: Call, id: string | undefined) => { readonly id: string } {
  if (OTHER_TYPES.includes(type)) throw unsupported(`A flow log of a ${type}`);
  if (Object.hasOwn(FINDERS, type)) return FINDERS[type as keyof typeof FINDERS];
  throw new AwsError('InvalidParameterValue', `Value (${type}) for parameter ResourceType is invalid.`);
}

function checkCount(ids: readonly string[]): void {
  if (ids.length === 0) required(undefined, 'ResourceId');
  if (ids.length > MAX_RESOURCES) {
    throw new AwsError('InvalidParameter', `A request may name at most ${MAX_RESOURCES} resources.`);
  }
}

function specFrom(input: CreateFlowLogsRequest): Omit<FlowLog['spec'], 'resourceId'> {
  const trafficType = required(input.TrafficType, 'TrafficType');
  if (!TRAFFIC_TYPES.includes(trafficType)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${trafficType}) for parameter TrafficType is invalid.`,
    );
  }
  if (input.TagFieldSpecifications?.length) throw unsupported('A field of tags in a flow log');
  return {
    trafficType,
    ...destinationFrom(input),
    logFormat: logFormatFrom(input.LogFormat),
    maxAggregationIntervalSeconds: intervalFrom(input.MaxAggregationInterval),
  };
}

function intervalFrom(seconds = 600): 60 | 600 {
  if (seconds === 60 || seconds === 600) return seconds;
  throw new AwsError('InvalidParameter', 'Invalid Flow Log Max Aggregation Interval');
}

/** @throws AwsError FlowLogAlreadyExists, FlowLogsLimitExceeded */
function checkedSpec(call: Call, spec: FlowLog['spec']): FlowLog['spec'] {
  const others = call.tx.flowLogs.by('resource', spec.resourceId);
  if (others.some((other) => isSame(other.spec, spec))) {
    throw new AwsError(
      'FlowLogAlreadyExists',
      'There is an existing Flow Log with the same configuration and log destination.',
    );
  }
  const words = `The maximum number of flow logs of '${spec.resourceId}' has been reached.`;
  checkQuota(call, 'flowLogsPerResource', others.length, 'FlowLogsLimitExceeded', words);
  return spec;
}

function isSame(a: FlowLog['spec'], b: FlowLog['spec']): boolean {
  return (
    a.trafficType === b.trafficType &&
    a.destinationType === b.destinationType &&
    a.destination === b.destination &&
    a.logGroupName === b.logGroupName
  );
}

function keep(call: Call, spec: FlowLog['spec'], tags: Tags): string {
  const row: FlowLog = { ...newResource(call, 'fl'), tags, spec };
  call.tx.flowLogs.put(row);
  return row.id;
}
