/** Where the records of a flow log are to go. Nothing is asked of the services behind: there are none of them here. */
import type { CreateFlowLogsRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { FlowLog } from '../../../resources/flowLog.ts';

type Destination = Pick<
  FlowLog['spec'],
  | 'destinationType'
  | 'destination'
  | 'logGroupName'
  | 'deliverLogsPermissionArn'
  | 'deliverCrossAccountRole'
  | 'fileFormat'
  | 'hiveCompatiblePartitions'
  | 'perHourPartition'
>;

/** What an ARN of each type looks like. */
const ARNS = {
  'cloud-watch-logs': /^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:.+$/,
  s3: /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/,
  'kinesis-data-firehose': /^arn:aws[a-z-]*:firehose:[a-z0-9-]+:\d{12}:deliverystream\/.+$/,
} as const;

/** @throws AwsError InvalidParameter, InvalidParameterValue */
export function destinationFrom(input: CreateFlowLogsRequest): Destination {
  const destinationType = typeFrom(input);
  const { LogDestination: destination, LogGroupName: logGroupName } = input;
  if (!destination && !logGroupName) {
    throw invalid("LogDestination can't be empty if LogGroupName is not provided.");
  }
  if (logGroupName && destinationType !== 'cloud-watch-logs') {
    throw invalid('LogDestination type must be cloud-watch-logs if LogGroupName is provided.');
  }
  if (logGroupName && destination) {
    throw invalid('Please only provide LogGroupName or only provide LogDestination.');
  }
  if (destinationType === 'cloud-watch-logs' && !input.DeliverLogsPermissionArn) {
    throw invalid("DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.");
  }
  if (destination && !ARNS[destinationType].test(destination)) {
    throw invalid(`LogDestination: ${destination} is not the ARN of a ${destinationType} destination.`);
  }
  return {
    destinationType,
    destination,
    logGroupName,
    deliverLogsPermissionArn: input.DeliverLogsPermissionArn,
    deliverCrossAccountRole: input.DeliverCrossAccountRole,
    ...fileOptions(input, destinationType),
  };
}

function typeFrom({ LogDestinationType: type = 'cloud-watch-logs' }: CreateFlowLogsRequest) {
  if (Object.hasOwn(ARNS, type)) return type as keyof typeof ARNS;
  throw new AwsError('InvalidParameterValue', `Value (${type}) for parameter LogDestinationType is invalid.`);
}

function fileOptions(
  { DestinationOptions: options }: CreateFlowLogsRequest,
  type: keyof typeof ARNS,
): Partial<Destination> {
  if (!options) return {};
  if (type !== 's3') throw invalid('DestinationOptions can only be specified if LogDestinationType is s3.');
  const fileFormat = options.FileFormat ?? 'plain-text';
  if (fileFormat !== 'plain-text' && fileFormat !== 'parquet') {
    throw new AwsError('InvalidParameterValue', `Value (${fileFormat}) for parameter FileFormat is invalid.`);
  }
  return {
    fileFormat,
    hiveCompatiblePartitions: options.HiveCompatiblePartitions ?? false,
    perHourPartition: options.PerHourPartition ?? false,
  };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameter', message);
}
