/** What a call needs to be allowed: one action on one resource, in some circumstances. A call may need several. */
import type { CompiledPolicy } from '../../policy/compilePolicy.ts';
import type { AccountId, Tags } from '../../resources/identity.ts';

export interface Demand {
  /** Such as `ec2:CreateVpcEndpoint`. */
  readonly action: string;
  /** An ARN, with `*` for what is yet to be made; `*` alone where the action is about no resource. */
  readonly resource: string;
  /** Condition keys beside those that every call has; in any case of letters. */
  readonly context?: Keys;
  /** Of a resource that has a policy of its own, without which nothing is allowed. */
  readonly guarded?: { readonly accountId: AccountId; readonly policy?: CompiledPolicy };
}

/** Whoever gives a role to an instance must be allowed to. */
export function passRole(roleArn: string): Demand {
  return {
    action: 'iam:PassRole',
    resource: roleArn,
    context: [['iam:PassedToService', 'ec2.amazonaws.com']],
  };
}

/** Condition keys and their values; a key without values is left out. */
export type Keys = readonly KeyValues[];
export type KeyValues = readonly [key: string, values: string | readonly string[] | undefined];

/** Of the tags that a request gives. */
export function requestTagKeys(tags: Tags): Keys {
  const entries = Object.entries(tags);
  if (entries.length === 0) return [];
  const each = entries.map(([key, value]): KeyValues => [`aws:RequestTag/${key}`, value]);
  return [...each, ['aws:TagKeys', Object.keys(tags)]];
}

/** Of the tags that a resource has. @param service whose own older key says the same */
export function resourceTagKeys(tags: Tags, service: 'ec2' | 'elasticloadbalancing' | 'iam'): Keys {
  return Object.entries(tags).flatMap(([key, value]): KeyValues[] => [
    [`aws:ResourceTag/${key}`, value],
    [`${service}:ResourceTag/${key}`, value],
  ]);
}

interface AnyTag {
  readonly Key?: string;
  readonly Value?: string;
}

export function tagsIn(list: readonly AnyTag[] | undefined): Tags {
  return Object.fromEntries((list ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
