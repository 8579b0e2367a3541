/** Any resource of ELBv2 by its ARN, for the operations on tags. */
import { known } from '../../base/assert.ts';
import type { Tags } from '../../resources/identity.ts';
import type { Listener } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { required, validationError } from './errors.ts';
import { findListener, findLoadBalancer, findTargetGroup } from './lookups.ts';
import { findRule } from './rules/findRule.ts';

const MAX_ARNS = 20;

export interface Tagged {
  readonly arn: string;
  readonly tags: Tags;
  setTags(tags: Tags): void;
}

/** @throws AwsError ValidationError, LoadBalancerNotFound, TargetGroupNotFound, ListenerNotFound, RuleNotFound */
export function taggedResources(call: Call, arns: readonly string[] | undefined): Tagged[] {
  const asked = [...new Set(required(arns, 'ResourceArns'))];
  if (asked.length === 0 || asked.length > MAX_ARNS) {
    throw validationError(`Between 1 and ${MAX_ARNS} resource ARNs must be specified`);
  }
  return asked.map((arn) => taggedResource(call, arn));
}

function taggedResource(call: Call, arn: string): Tagged {
  const { tx } = call;
  const [type = ''] = (arn.split(':')[5] ?? '').split('/');
  if (type === 'loadbalancer') {
    const row = findLoadBalancer(call, arn);
    return { arn, tags: row.tags, setTags: (tags) => tx.loadBalancers.put({ ...row, tags }) };
  }
  if (type === 'targetgroup') {
    const row = findTargetGroup(call, arn);
    return { arn, tags: row.tags, setTags: (tags) => tx.targetGroups.put({ ...row, tags }) };
  }
  if (type === 'listener') return listenerTags(call, findListener(call, arn), arn);
  if (type === 'listener-rule') return ruleTags(call, findRule(call, arn), arn);
  throw validationError(`'${arn}' is not a valid resource ARN`);
}

/** A listener and its rule are one row: each is looked up again when it is changed. */
function listenerTags({ tx }: Call, { id, tags: before }: Listener, arn: string): Tagged {
  return { arn, tags: before, setTags: (tags) => tx.listeners.put({ ...rowOf(tx, id), tags }) };
}

function ruleTags({ tx }: Call, { id, spec }: Listener, arn: string): Tagged {
  const setTags = (tags: Tags) => {
    const row = rowOf(tx, id);
    tx.listeners.put({ ...row, spec: { ...row.spec, ruleTags: tags } });
  };
  return { arn, tags: spec.ruleTags, setTags };
}

function rowOf(tx: Call['tx'], id: string): Listener {
  return known(tx.listeners.get(id), `listener ${id} exists`);
}
