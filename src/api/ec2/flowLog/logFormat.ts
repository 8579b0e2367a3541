/** Formats of flow log records: fields in the order in which they are written. */
import { AwsError } from '../../../base/awsError.ts';

const VERSION_2 =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

/** Every field, of AWS's versions 2 to 11. */
const FIELDS = new Set(
  [
    VERSION_2,
    'vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr',
    'region az-id sublocation-type sublocation-id',
    'pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path',
    'ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id',
    'ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id',
    'reject-reason resource-id encryption-status',
    'instance-tag instance-tag-2 interface-tag interface-tag-2 asg-tag asg-tag-2 interface-type',
    'next-hop-interface-id next-hop-subnet-id next-hop-az-id next-hop-vpc-id next-hop-interface-type',
  ]
    .join(' ')
    .split(' '),
);

const DEFAULT_FORMAT = VERSION_2.split(' ')
  .map((field) => `\${${field}}`)
  .join(' ');

/** @throws AwsError InvalidParameter */
export function logFormatFrom(text: string | undefined): string {
  if (!text) return DEFAULT_FORMAT;
  const words = text.trim().split(/\s+/);
  const fields = words.map((word) => /^\$\{([a-z0-9-]+)\}$/.exec(word)?.[1]);
  const unknown = words.filter((_word, at) => !FIELDS.has(fields[at] ?? ''));
  if (unknown.length > 0) throw invalid(`Unknown fields provided: ${unknown.join(', ')}`);
  if (new Set(fields).size < fields.length) throw invalid('A field is provided more than once');
  return words.join(' ');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameter', message);
}
