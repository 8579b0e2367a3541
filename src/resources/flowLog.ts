/** Flow logs (EC2): what is to be recorded of whose traffic, and where it is to go. */
import type { Resource } from './identity.ts';

export interface FlowLog extends Resource {
  readonly spec: {
    /** A VPC's, subnet's or interface's id. */
    readonly resourceId: string;
    readonly trafficType: 'ACCEPT' | 'REJECT' | 'ALL';
    readonly destinationType: 'cloud-watch-logs' | 's3' | 'kinesis-data-firehose';
    /** ARN; absent where a log group is named. */
    readonly destination?: string;
    readonly logGroupName?: string;
    readonly deliverLogsPermissionArn?: string;
    readonly deliverCrossAccountRole?: string;
    /** `${version} ${account-id} …`. */
    readonly logFormat: string;
    readonly maxAggregationIntervalSeconds: 60 | 600;
    readonly fileFormat?: 'plain-text' | 'parquet';
    readonly hiveCompatiblePartitions?: boolean;
    readonly perHourPartition?: boolean;
  };
}
