/** DescribeFlowLogs. */
import type {
  DescribeFlowLogsRequest,
  DescribeFlowLogsResult,
  FlowLog as FlowLogShape,
} from '@aws-sdk/client-ec2';
import type { FlowLog } from '../../../resources/flowLog.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { mine } from '../ids.ts';
import { toTagList } from '../tags.ts';

const FILTERS: FilterDefinitions<FlowLog> = {
  'deliver-log-status': () => undefined,
  'log-destination-type': ({ spec }) => spec.destinationType,
  'flow-log-id': ({ id }) => id,
  'log-group-name': ({ spec }) => spec.logGroupName,
  'resource-id': ({ spec }) => spec.resourceId,
  'traffic-type': ({ spec }) => spec.trafficType,
};

/** An id behind which there is nothing is no error: AWS then lists less. */
export function describeFlowLogs(call: Call, input: DescribeFlowLogsRequest): DescribeFlowLogsResult {
  const ids = input.FlowLogIds ?? [];
  const asked = call.tx.flowLogs
    .by('scope', mine(call))
    .filter(({ id }) => ids.length === 0 || ids.includes(id));
  const { rows, nextToken } = filteredPage(asked, { ...input, Filters: input.Filter }, FILTERS);
  return { FlowLogs: rows.map(flowLogView), NextToken: nextToken };
}

function flowLogView({ id, createdAt, tags, spec }: FlowLog): FlowLogShape {
  return {
    FlowLogId: id,
    CreationTime: new Date(createdAt),
    FlowLogStatus: 'ACTIVE',
    ResourceId: spec.resourceId,
    TrafficType: spec.trafficType,
    LogDestinationType: spec.destinationType,
    LogDestination: spec.destination,
    LogGroupName: spec.logGroupName,
    DeliverLogsPermissionArn: spec.deliverLogsPermissionArn,
    DeliverCrossAccountRole: spec.deliverCrossAccountRole,
    LogFormat: spec.logFormat,
    MaxAggregationInterval: spec.maxAggregationIntervalSeconds,
    DestinationOptions: spec.fileFormat && {
      FileFormat: spec.fileFormat,
      HiveCompatiblePartitions: spec.hiveCompatiblePartitions,
      PerHourPartition: spec.perHourPartition,
    },
    Tags: toTagList(tags),
  };
}
