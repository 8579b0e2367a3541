/** Flow logs: made for several resources, listed, deleted, and what is refused. */
import { describe, expect, test } from 'vitest';
import { setQuotas } from '../../quotas.ts';
import { codeOf, testCaller } from '../../testCall.ts';
import { createSubnet } from '../subnet/createSubnet.ts';
import { createTags } from '../tagging/createTags.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { createFlowLogs } from './createFlowLogs.ts';
import { deleteFlowLogs } from './deleteFlowLogs.ts';
import { describeFlowLogs } from './describeFlowLogs.ts';

const S3 = { LogDestinationType: 's3', LogDestination: 'arn:aws:s3:::bucket/prefix' } as const;

const format = (...fields: string[]) => fields.map((field) => `\${${field}}`).join(' ');

async function fixture() {
  const caller = await testCaller();
  const VpcId = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const SubnetId = caller.run(createSubnet, { VpcId, CidrBlock: '10.0.0.0/24' }).Subnet?.SubnetId ?? '';
  const create = (input: object = {}) =>
    caller.run(createFlowLogs, {
      ResourceType: 'VPC',
      ResourceIds: [VpcId],
      TrafficType: 'ALL',
      ...S3,
      ...input,
    });
  const list = (input: object = {}) => caller.run(describeFlowLogs, input).FlowLogs ?? [];
  return { caller, VpcId, SubnetId, create, list };
}

describe('CreateFlowLogs', () => {
  test('makes an active one with AWS’s default format and interval', async () => {
    const { VpcId, create, list } = await fixture();
    const { FlowLogIds, Unsuccessful } = create();
    expect(FlowLogIds).toEqual([expect.stringMatching(/^fl-[0-9a-f]{17}$/)]);
    expect(Unsuccessful).toEqual([]);
    expect(list()).toMatchObject([
      {
        FlowLogId: FlowLogIds?.[0],
        FlowLogStatus: 'ACTIVE',
        ResourceId: VpcId,
        TrafficType: 'ALL',
        LogDestinationType: 's3',
        LogDestination: S3.LogDestination,
        MaxAggregationInterval: 600,
        LogFormat: expect.stringMatching(/^\$\{version\} \$\{account-id\} .* \$\{log-status\}$/),
      },
    ]);
  });

  test('lists resources for which none can be made beside those for which one is', async () => {
    const { VpcId, create, list } = await fixture();
    const { FlowLogIds, Unsuccessful } = create({ ResourceIds: [VpcId, 'vpc-01234567'] });
    expect(FlowLogIds).toHaveLength(1);
    expect(Unsuccessful).toMatchObject([
      { ResourceId: 'vpc-01234567', Error: { Code: 'InvalidVpcID.NotFound' } },
    ]);
    expect(list()).toHaveLength(1);
  });

  test('makes the same once for each token, and never twice', async () => {
    const { create, list } = await fixture();
    const first = create({ ClientToken: 't' }).FlowLogIds;
    expect(create({ ClientToken: 't' }).FlowLogIds).toEqual(first);
    expect(codeOf(() => create())).toBe('FlowLogAlreadyExists');
    expect(codeOf(() => create({ TrafficType: 'REJECT' }))).toBe('no error');
    expect(list()).toHaveLength(2);
  });

  test.each<[object, string]>([
    [{ ResourceIds: undefined }, 'MissingParameter'],
    [{ ResourceType: undefined }, 'MissingParameter'],
    [{ TrafficType: undefined }, 'MissingParameter'],
    [{ TrafficType: 'x' }, 'InvalidParameterValue'],
    [{ ResourceType: 'x' }, 'InvalidParameterValue'],
    [{ ResourceType: 'TransitGateway' }, 'UnsupportedOperation'],
    [{ ResourceIds: ['vpc-01234567'] }, 'InvalidVpcID.NotFound'],
    [{ LogDestination: undefined }, 'InvalidParameter'],
    [{ LogDestination: 'arn:aws:logs:us-east-1:111122223333:log-group:x' }, 'InvalidParameter'],
    [{ LogGroupName: 'x' }, 'InvalidParameter'],
    [{ LogDestinationType: 'x' }, 'InvalidParameterValue'],
    [
      { LogDestinationType: 'cloud-watch-logs', LogDestination: undefined, LogGroupName: 'x' },
      'InvalidParameter',
    ],
    [{ MaxAggregationInterval: 61 }, 'InvalidParameter'],
    [{ LogFormat: format('version', 'x') }, 'InvalidParameter'],
    [{ LogFormat: format('version', 'version') }, 'InvalidParameter'],
    [{ DestinationOptions: { FileFormat: 'x' } }, 'InvalidParameterValue'],
    [{ TagSpecifications: [{ ResourceType: 'vpc' }] }, 'InvalidParameterValue'],
  ])('of %j is refused with %s', async (input, code) => {
    const { create, list } = await fixture();
    expect(codeOf(() => create(input))).toBe(code);
    expect(list()).toEqual([]);
  });

  test('makes no more of one resource than its quota', async () => {
    const { create } = await fixture();
    setQuotas({ flowLogsPerResource: 1 });
    create();
    const code = codeOf(() => create({ TrafficType: 'REJECT' }));
    setQuotas();
    expect(code).toBe('FlowLogsLimitExceeded');
  });
});

test('flow logs are found by filters, tagged, and deleted all or none', async () => {
  const { caller, VpcId, SubnetId, create, list } = await fixture();
  const [ofVpc = ''] = create().FlowLogIds ?? [];
  const [ofSubnet = ''] =
    create({
      ResourceType: 'Subnet',
      ResourceIds: [SubnetId],
      TrafficType: 'REJECT',
      LogDestinationType: 'cloud-watch-logs',
      LogDestination: undefined,
      LogGroupName: 'group',
      DeliverLogsPermissionArn: 'arn:aws:iam::111122223333:role/flow',
      TagSpecifications: [{ ResourceType: 'vpc-flow-log', Tags: [{ Key: 'team', Value: 'a' }] }],
    }).FlowLogIds ?? [];
  const by = (Name: string, value: string) =>
    list({ Filter: [{ Name, Values: [value] }] }).map(({ FlowLogId }) => FlowLogId);
  expect(by('resource-id', VpcId)).toEqual([ofVpc]);
  expect(by('traffic-type', 'REJECT')).toEqual([ofSubnet]);
  expect(by('log-group-name', 'gr*')).toEqual([ofSubnet]);
  expect(by('log-destination-type', 's3')).toEqual([ofVpc]);
  expect(by('tag:team', 'a')).toEqual([ofSubnet]);
  expect(list({ FlowLogIds: [ofVpc, 'fl-01234567'] })).toHaveLength(1);
  expect(list({ MaxResults: 5 })).toHaveLength(2);
  caller.run(createTags, { Resources: [ofVpc], Tags: [{ Key: 'team', Value: 'b' }] });
  expect(by('tag:team', 'b')).toEqual([ofVpc]);
  const remove = (...FlowLogIds: string[]) => caller.run(deleteFlowLogs, { FlowLogIds });
  expect(codeOf(() => remove(ofVpc, 'fl-01234567'))).toBe('InvalidFlowLogId.NotFound');
  expect(
    codeOf(() => caller.run(deleteFlowLogs, { FlowLogIds: [ofVpc] }, { accountId: '444455556666' })),
  ).toBe('InvalidFlowLogId.NotFound');
  expect(remove(ofVpc)).toEqual({ Unsuccessful: [] });
  expect(list()).toHaveLength(1);
});
