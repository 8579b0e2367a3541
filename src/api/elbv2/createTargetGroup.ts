/** CreateTargetGroup. */
import type {
  CreateTargetGroupInput,
  CreateTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import { targetGroupArn } from '../../resources/arns.ts';
import { scopeKey } from '../../resources/identity.ts';
import type { TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { checkQuota, type QuotaName } from '../quotas.ts';
import { validationError } from './errors.ts';
import { healthCheckSettings } from './healthCheckSettings.ts';
import { checkTargetGroupName } from './nameRules.ts';
import { withTags } from './tags.ts';
import { addressTypeOf, portOf, protocolOf, protocolVersionOf, targetTypeOf } from './targetGroupRules.ts';
import { targetGroupView } from './targetGroupView.ts';

/** Creating again what is there returns it. AWS does not say here who uses it. */
export function createTargetGroup(call: Call, input: CreateTargetGroupInput): CreateTargetGroupOutput {
  const spec = checked(call, input);
  const [existing] = call.tx.targetGroups.by('name', `${scopeKey(call)}/${spec.name}`);
  if (existing) return answer(call, sameOrRefused(existing, spec));
  checkQuotas(call, spec);
  const row = made(call, input, spec);
  call.tx.targetGroups.put(row);
  return answer(call, row);
}

function answer(call: Call, row: TargetGroup): CreateTargetGroupOutput {
  return { TargetGroups: [{ ...targetGroupView(call, row), LoadBalancerArns: undefined }] };
}

function checked(call: Call, input: CreateTargetGroupInput): TargetGroup['spec'] {
  const name = checkTargetGroupName(input.Name);
  const targetType = targetTypeOf(input);
  const protocol = protocolOf(input, targetType);
  const kind = {
    targetType,
    protocol,
    protocolVersion: protocolVersionOf(input, protocol),
    port: portOf(input, protocol),
  };
  return {
    name,
    ...kind,
    vpcId: vpcOf(call, input.VpcId),
    ipAddressType: addressTypeOf(input, targetType),
    healthCheck: healthCheckSettings(input, kind),
    attributes: {},
  };
}

function vpcOf(call: Call, id: string | undefined): string {
  if (!id) throw validationError('A VPC ID must be specified');
  const vpc = call.tx.vpcs.get(id);
  if (vpc && scopeKey(vpc) === scopeKey(call)) return id;
  throw validationError(`The VPC ID '${id}' is not found`);
}

/** Attributes are set later and are no part of what was asked for. */
function sameOrRefused(existing: TargetGroup, spec: TargetGroup['spec']): TargetGroup {
  const settings = (of: TargetGroup['spec']) =>
    JSON.stringify(Object.entries({ ...of, attributes: {} }).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (settings(existing.spec) === settings(spec)) return existing;
  throw new AwsError(
    'DuplicateTargetGroupName',
    `A target group with the same name '${spec.name}' exists, but with different settings`,
  );
}

function checkQuotas(call: Call, { protocol }: TargetGroup['spec']): void {
  const rows = call.tx.targetGroups.by('scope', scopeKey(call));
  const geneve = rows.filter(({ spec }) => spec.protocol === 'GENEVE').length;
  const check = (name: QuotaName, present: number) =>
    checkQuota(
      call,
      name,
      present,
      'TooManyTargetGroups',
      'The maximum number of target groups has been reached.',
    );
  check('targetGroupsPerRegion', rows.length);
  if (protocol === 'GENEVE') check('geneveTargetGroupsPerRegion', geneve);
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
