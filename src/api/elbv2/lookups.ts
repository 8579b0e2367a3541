/** The caller's own resources behind ARNs, with ELBv2's errors where there is none. */
import { AwsError } from '../../base/awsError.ts';
import { type Resource, scopeKey } from '../../resources/identity.ts';
import type { Listener, LoadBalancer, TargetGroup } from '../../resources/loadBalancer.ts';
import type { ReadTable } from '../../state/table.ts';
import type { Call } from '../operation.ts';
import { required, validationError } from './errors.ts';
import { checkNameLength } from './nameRules.ts';

interface ArnKind {
  readonly resource: RegExp;
  readonly words: string;
  readonly notFound: string;
}

const LOAD_BALANCER: ArnKind = {
  resource: /^loadbalancer\/(app|net|gwy)(\/[\w-]+){2}$/,
  words: 'load balancer',
  notFound: 'LoadBalancerNotFound',
};
const TARGET_GROUP: ArnKind = {
  resource: /^targetgroup(\/[\w-]+){2}$/,
  words: 'target group',
  notFound: 'TargetGroupNotFound',
};
const LISTENER: ArnKind = {
  resource: /^listener\/(app|net|gwy)(\/[\w-]+){3}$/,
  words: 'listener',
  notFound: 'ListenerNotFound',
};

export function findLoadBalancer(call: Call, arn: string | undefined): LoadBalancer {
  return find(call, call.tx.loadBalancers, LOAD_BALANCER, required(arn, 'LoadBalancerArn'));
}

export function findTargetGroup(call: Call, arn: string | undefined): TargetGroup {
  return find(call, call.tx.targetGroups, TARGET_GROUP, required(arn, 'TargetGroupArn'));
}

export function findListener(call: Call, arn: string | undefined): Listener {
  return find(call, call.tx.listeners, LISTENER, required(arn, 'ListenerArn'));
}

/** The load balancer, or undefined where AWS does not mind its absence; a malformed ARN is refused. */
export function loadBalancerIfAny(call: Call, arn: string | undefined): LoadBalancer | undefined {
  return own(call, call.tx.loadBalancers, LOAD_BALANCER, required(arn, 'LoadBalancerArn'));
}

export function targetGroupIfAny(call: Call, arn: string | undefined): TargetGroup | undefined {
  return own(call, call.tx.targetGroups, TARGET_GROUP, required(arn, 'TargetGroupArn'));
}

/** The load balancers of these names, each of which must be there. */
export function loadBalancersNamed(call: Call, names: readonly string[]): LoadBalancer[] {
  return names.flatMap((name) =>
    named(call, call.tx.loadBalancers, LOAD_BALANCER, checkNameLength(name, 'Load balancer')),
  );
}

export function targetGroupsNamed(call: Call, names: readonly string[]): TargetGroup[] {
  return names.flatMap((name) =>
    named(call, call.tx.targetGroups, TARGET_GROUP, checkNameLength(name, 'Target group')),
  );
}

function named<R extends Resource>(
  call: Call,
  table: ReadTable<R, 'name'>,
  kind: ArnKind,
  name: string,
): R[] {
  const rows = table.by('name', `${scopeKey(call)}/${name}`);
  if (rows.length === 0) throw notFound(kind);
  return rows;
}

function find<R extends Resource>(call: Call, table: ReadTable<R>, kind: ArnKind, arn: string): R {
  const row = own(call, table, kind, arn);
  if (!row) throw notFound(kind);
  return row;
}

function own<R extends Resource>(call: Call, table: ReadTable<R>, kind: ArnKind, arn: string): R | undefined {
  checkArn(kind, arn);
  const row = table.get(arn);
  return row && scopeKey(row) === scopeKey(call) ? row : undefined;
}

function checkArn(kind: ArnKind, arn: string): void {
  const [, , service, , , ...resource] = arn.split(':');
  if (service === 'elasticloadbalancing' && kind.resource.test(resource.join(':'))) return;
  throw validationError(`'${arn}' is not a valid ${kind.words} ARN`);
}

function notFound({ notFound: code, words }: ArnKind): AwsError {
  return new AwsError(code, `One or more ${words}s not found`);
}
