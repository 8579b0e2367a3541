/** What a call to EC2 needs: every resource that it is about is asked for by itself, and tags on what is made too. */
import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { iamArn, iamNameKey } from '../../resources/iam.ts';
import type { Resource } from '../../resources/identity.ts';
import { TAGGABLE, tableOf } from '../ec2/tagging/taggable.ts';
import type { Call } from '../operation.ts';
import { type Demand, type Keys, passRole, requestTagKeys, resourceTagKeys, tagsIn } from './demand.ts';
import { resourcesOf } from './ec2Resources.ts';
import { idsIn } from './idsIn.ts';
import { joinedBy } from './joinedBy.ts';

/** The members that decide, as far as an operation has them. */
interface Input {
  readonly TagSpecifications?: readonly TagSpecification[];
  readonly Resources?: readonly string[];
  readonly Tags?: readonly Tag[];
  readonly KeyName?: string;
  readonly ServiceName?: string;
  readonly ServiceRegion?: string;
  readonly PrivateDnsName?: string;
  readonly SupportedRegions?: readonly string[];
  readonly AddSupportedRegions?: readonly string[];
  readonly IamInstanceProfile?: { readonly Arn?: string; readonly Name?: string };
}

export function ec2Demands(call: Call, input: Input): Demand[] {
  if (call.action === 'CreateTags' || call.action === 'DeleteTags') return taggingDemands(call, input);
  return [
    ...ownDemands(call, input),
    ...tagDemands(call, input),
    ...otherRegionDemands(call, input),
    ...passedRole(call, input),
  ];
}

function ownDemands(call: Call, input: Input): Demand[] {
  const action = `ec2:${call.action}`;
  const resources = resourcesOf(call.action);
  if (!resources) return [{ action, resource: '*' }];
  const made = resources.made.map((type) => ({
    action,
    resource: arnOf(call, type),
    context: [...requestTagKeys(tagsFor(input, type)), ...keysOfMade(call, type, input)],
  }));
  const ids = idsIn(input).flatMap((id) => [id, ...joinedBy(call, id)]);
  const named = resources.named.flatMap((type) => namedDemands(call, action, type, ids, input));
  const all = [...made, ...named];
  return all.length > 0 ? all : [{ action, resource: '*' }];
}

function namedDemands(
  call: Call,
  action: string,
  type: string,
  ids: readonly string[],
  { KeyName, PrivateDnsName, AddSupportedRegions }: Input,
): Demand[] {
  if (type === 'key-pair' && KeyName) return [{ action, resource: arnOf(call, type, KeyName) }];
  const changes: Keys =
    type === 'vpc-endpoint-service'
      ? [
          ['ec2:VpceServicePrivateDnsName', PrivateDnsName],
          ['ec2:VpceSupportedRegion', AddSupportedRegions],
        ]
      : [];
  return ids.filter((id) => typeOf(id) === type).map((id) => resourceDemand(call, action, id, changes));
}

function resourceDemand(call: Call, action: string, id: string, more: Keys = []): Demand {
  return {
    action,
    resource: arnOf(call, typeOf(id) ?? '*', id),
    context: [...keysOfRow(call, id), ...more],
  };
}

/** CreateTags and DeleteTags. */
function taggingDemands(call: Call, { Resources = [], Tags }: Input): Demand[] {
  const tags = requestTagKeys(tagsIn(Tags));
  return Resources.map((id) => resourceDemand(call, `ec2:${call.action}`, id, tags));
}

/** Who tags what it makes needs to be allowed to tag. */
function tagDemands(call: Call, { TagSpecifications = [] }: Input): Demand[] {
  return TagSpecifications.filter(({ Tags }) => Tags && Tags.length > 0).map(
    ({ ResourceType = '*', Tags }) => ({
      action: 'ec2:CreateTags',
      resource: arnOf(call, ResourceType),
      context: [...requestTagKeys(tagsIn(Tags)), ['ec2:CreateAction', call.action]],
    }),
  );
}

/** A permission of its own: an action that no call has. */
function otherRegionDemands(call: Call, input: Input): Demand[] {
  const { ServiceRegion, SupportedRegions = [], AddSupportedRegions = [] } = input;
  const others = [ServiceRegion ?? call.region, ...SupportedRegions, ...AddSupportedRegions];
  if (others.every((region) => region === call.region)) return [];
  return [{ action: 'vpce:AllowMultiRegion', resource: '*' }];
}

function passedRole({ tx, accountId }: Call, { IamInstanceProfile }: Input): Demand[] {
  const name = IamInstanceProfile?.Name ?? IamInstanceProfile?.Arn?.split('/').at(-1);
  if (name === undefined) return [];
  const [profile] = tx.instanceProfiles.by('name', iamNameKey(accountId, name));
  const role = tx.roles.get(profile?.spec.roleId ?? '');
  return role ? [passRole(iamArn(accountId, 'role', role.spec))] : [];
}

function keysOfMade(call: Call, type: string, input: Input): Keys {
  if (type === 'vpc-endpoint') {
    return [
      ['ec2:VpceServiceName', input.ServiceName],
      ['ec2:VpceServiceOwner', ownerOf(call, input.ServiceName ?? '')],
      ['ec2:VpceServiceRegion', input.ServiceRegion ?? call.region],
    ];
  }
  if (type !== 'vpc-endpoint-service') return [];
  return [
    ['ec2:VpceServicePrivateDnsName', input.PrivateDnsName],
    ['ec2:VpceSupportedRegion', input.SupportedRegions],
  ];
}

/** `amazon`, or the account of a customer's service; nobody where there is none of that name. */
function ownerOf({ tx }: Call, serviceName: string): string | undefined {
  const [service] = tx.endpointServices.by('serviceName', serviceName);
  if (service) return service.accountId;
  return /^com\.amazonaws\.vpce\./.test(serviceName) ? undefined : 'amazon';
}

/** Of a resource that the caller has; nothing is told of another's. */
function keysOfRow(call: Call, id: string): Keys {
  const row = rowOf(call, id);
  if (!row) return [];
  const { vpcId, availabilityZone } =
    (row as { spec?: { vpcId?: string; availabilityZone?: string } }).spec ?? {};
  return [
    ...resourceTagKeys(row.tags, 'ec2'),
    ['ec2:Vpc', vpcId === undefined ? undefined : arnOf(call, 'vpc', vpcId)],
    ['ec2:AvailabilityZone', availabilityZone],
  ];
}

function rowOf(call: Call, id: string): Resource | undefined {
  const rows = kindsOf(id).map((kind) => tableOf(call.tx, kind).get(id));
  return rows.find((row) => row?.accountId === call.accountId && row.region === call.region);
}

function typeOf(id: string): string | undefined {
  if (/^ami-[0-9a-f]+$/.test(id)) return 'image';
  return kindsOf(id)[0]?.resourceType;
}

/** Two tables have resources of two kinds; ids of associations begin as those of what they join. */
function kindsOf(id: string) {
  return TAGGABLE.filter(
    ({ prefix }) => id.startsWith(prefix) && /^[0-9a-f]+$/.test(id.slice(prefix.length)),
  );
}

/** Images belong to nobody in their ARNs. */
function arnOf({ region, accountId }: Call, type: string, id = '*'): string {
  return `arn:aws:ec2:${region}:${type === 'image' ? '' : accountId}:${type}/${id}`;
}

function tagsFor({ TagSpecifications = [] }: Input, type: string) {
  return tagsIn(
    TagSpecifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags = [] }) => Tags),
  );
}
