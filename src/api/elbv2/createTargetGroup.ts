/** CreateTargetGroup: TCP groups of instances or addresses. */
import type {
  CreateTargetGroupInput,
  CreateTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import { targetGroupArn } from '../../resources/arns.ts';
import { scopeKey } from '../../resources/identity.ts';
import type { TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { checkQuota } from '../quotas.ts';
import { notYet, required, validationError } from './errors.ts';
import { healthCheckSettings } from './healthCheckSettings.ts';
import { checkTargetGroupName } from './nameRules.ts';
import { checkPort } from './ports.ts';
import { withTags } from './tags.ts';
import { targetGroupView } from './targetGroupView.ts';

export function createTargetGroup(call: Call, input: CreateTargetGroupInput): CreateTargetGroupOutput {
  const spec = checked(call, input);
  const [existing] = call.tx.targetGroups.by('name', `${scopeKey(call)}/${spec.name}`);
  if (existing) return { TargetGroups: [targetGroupView(call, sameOrRefused(existing, spec))] };
  checkQuota(
    'targetGroupsPerRegion',
    call.tx.targetGroups.count('scope', scopeKey(call)),
    'TooManyTargetGroups',
    'The maximum number of target groups has been reached.',
  );
  const row = made(call, input, spec);
  call.tx.targetGroups.put(row);
  return { TargetGroups: [targetGroupView(call, row)] };
}

function checked(call: Call, input: CreateTargetGroupInput): TargetGroup['spec'] {
  const name = checkTargetGroupName(input.Name);
  const targetType = checkTargetType(input.TargetType);
  checkSupported(input);
  return {
    name,
    protocol: 'TCP',
    port: checkPort(required(input.Port, 'Port')),
    vpcId: vpcOf(call, required(input.VpcId, 'VpcId')),
    targetType,
    ipAddressType: 'ipv4',
    healthCheck: healthCheckSettings(input),
    attributes: {},
  };
}

function checkTargetType(type: string = 'instance'): TargetGroup['spec']['targetType'] {
  if (type === 'instance' || type === 'ip') return type;
  if (type === 'alb' || type === 'lambda') throw notYet(`target groups of type '${type}'`);
  throw validationError(`Target type '${type}' must be one of instance, ip, lambda, alb`);
}

function checkSupported(input: CreateTargetGroupInput): void {
  const protocol = required(input.Protocol, 'Protocol');
  if (protocol !== 'TCP') throw notYet(`target groups of protocol ${protocol}`);
  if (input.ProtocolVersion) {
    throw validationError('Protocol version applies to target groups of protocol HTTP or HTTPS only');
  }
  if ((input.IpAddressType ?? 'ipv4') !== 'ipv4') throw notYet('IPv6 target groups');
  if (input.TargetControlPort !== undefined) throw notYet('target control ports');
}

function vpcOf(call: Call, id: string): string {
  const vpc = call.tx.vpcs.get(id);
  if (vpc && scopeKey(vpc) === scopeKey(call)) return id;
  throw validationError(`The VPC ID '${id}' is not found`);
}

/** Attributes are set later and are no part of what was asked for. */
function sameOrRefused(existing: TargetGroup, spec: TargetGroup['spec']): TargetGroup {
  const settings = (of: TargetGroup['spec']) => JSON.stringify({ ...of, attributes: {} });
  if (settings(existing.spec) === settings(spec)) return existing;
  throw new AwsError(
    'DuplicateTargetGroupName',
    `A target group with the same name '${spec.name}' exists, but with different settings`,
  );
}

function made(call: Call, input: CreateTargetGroupInput, spec: TargetGroup['spec']): TargetGroup {
  return {
    id: targetGroupArn(call, spec.name, call.random.hex(16)),
    accountId: call.accountId,
    region: call.region,
    createdAt: call.now.toISOString(),
    tags: withTags({}, input.Tags),
    spec,
  };
}
