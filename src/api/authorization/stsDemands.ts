/** What a call to STS needs. Who one is may always be asked, and a session of one's own is no matter of policies. */
import type { Tag } from '@aws-sdk/client-sts';
import { iamArn, iamNameKey } from '../../resources/iam.ts';
import type { Call } from '../operation.ts';
import { compiled } from './compiledPolicies.ts';
import { type Demand, type Keys, requestTagKeys, tagsIn } from './demand.ts';

interface Input {
  readonly RoleArn?: string;
  readonly RoleSessionName?: string;
  readonly ExternalId?: string;
  readonly SourceIdentity?: string;
  readonly Name?: string;
  readonly Tags?: readonly Tag[];
}

const FREE: readonly string[] = ['GetCallerIdentity', 'GetSessionToken'];

export function stsDemands(call: Call, input: Input): Demand[] {
  if (FREE.includes(call.action)) return [];
  const action = `sts:${call.action}`;
  if (call.action === 'AssumeRole') return assumption(call, input);
  if (call.action !== 'GetFederationToken') return [{ action, resource: '*' }];
  const resource = `arn:aws:sts::${call.accountId}:federated-user/${input.Name ?? ''}`;
  return [{ action, resource, context: requestTagKeys(tagsIn(input.Tags)) }];
}

/** The role's trust policy and the caller's own must both agree, or the trust policy names the caller itself. */
function assumption(call: Call, input: Input): Demand[] {
  const { RoleArn = '', SourceIdentity, Tags = [] } = input;
  const actions = ['sts:AssumeRole'];
  if (Tags.length > 0) actions.push('sts:TagSession');
  if (SourceIdentity !== undefined) actions.push('sts:SetSourceIdentity');
  const context: Keys = [
    ['sts:RoleSessionName', input.RoleSessionName],
    ['sts:ExternalId', input.ExternalId],
    ['sts:SourceIdentity', SourceIdentity],
    ...requestTagKeys(tagsIn(Tags)),
  ];
  const guarded = { accountId: RoleArn.split(':')[4] ?? '', policy: trustPolicyOf(call, RoleArn) };
  return actions.map((action) => ({ action, resource: RoleArn, context, guarded }));
}

function trustPolicyOf({ tx }: Call, arn: string) {
  const accountId = arn.split(':')[4] ?? '';
  const [role] = tx.roles.by('name', iamNameKey(accountId, arn.split('/').at(-1) ?? ''));
  if (!role || iamArn(accountId, 'role', role.spec) !== arn) return undefined;
  return compiled(role.spec.trustPolicy, arn, 'trust');
}
