/** DHCP options: created, given to VPCs, protected while in use. */
import { describe, expect, test } from 'vitest';
import { codeOf, testCaller } from '../../testCall.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { deleteVpc } from '../vpc/deleteVpc.ts';
import { describeVpcs } from '../vpc/describeVpcs.ts';
import { associateDhcpOptions } from './associateDhcpOptions.ts';
import { createDhcpOptions } from './createDhcpOptions.ts';
import { deleteDhcpOptions } from './deleteDhcpOptions.ts';
import { describeDhcpOptions } from './describeDhcpOptions.ts';

async function fixture() {
  const caller = await testCaller();
  const create = (configurations: Record<string, string[]>, more = {}) =>
    caller.run(createDhcpOptions, {
      DhcpConfigurations: Object.entries(configurations).map(([Key, Values]) => ({ Key, Values })),
      ...more,
    }).DhcpOptions;
  const found = (Name: string, ...Values: string[]) =>
    caller
      .run(describeDhcpOptions, { Filters: [{ Name, Values }] })
      .DhcpOptions?.map(({ DhcpOptionsId }) => DhcpOptionsId);
  return { caller, create, found };
}

describe('CreateDhcpOptions', () => {
  test('keeps every option, tags too, and filters find the set', async () => {
    const { create, found } = await fixture();
    const Tags = [{ Key: 'Name', Value: 'corp' }];
    const options = create(
      {
        'domain-name': ['corp.example.com'],
        'domain-name-servers': ['10.2.5.1,10.2.5.2', 'AmazonProvidedDNS'],
        'ntp-servers': ['169.254.169.123', 'fd00:ec2::123'],
        'netbios-name-servers': ['10.2.5.1'],
        'netbios-node-type': ['2'],
        'ipv6-address-preferred-lease-time': ['140'],
      },
      { TagSpecifications: [{ ResourceType: 'dhcp-options', Tags }] },
    );
    expect(options).toMatchObject({
      DhcpOptionsId: expect.stringMatching(/^dopt-[0-9a-f]{17}$/),
      OwnerId: '111122223333',
      Tags,
    });
    expect(options?.DhcpConfigurations?.[1]).toEqual({
      Key: 'domain-name-servers',
      Values: [{ Value: '10.2.5.1' }, { Value: '10.2.5.2' }, { Value: 'AmazonProvidedDNS' }],
    });
    const id = options?.DhcpOptionsId;
    expect(found('key', 'netbios-node-type')).toEqual([id]);
    expect(found('value', 'corp.*')).toEqual([id]);
    expect(found('tag:Name', 'corp')).toEqual([id]);
    expect(found('owner-id', '111122223333')).toHaveLength(2);
  });

  test.each<[string, Record<string, string[]>]>([
    ['MissingParameter', {}],
    ['InvalidParameterValue', { colour: ['red'] }],
    ['InvalidParameterValue', { 'domain-name-servers': ['f'] }],
    [
      'InvalidParameterValue',
      { 'domain-name-servers': ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'] },
    ],
    ['InvalidParameterValue', { 'ntp-servers': [] }],
    ['InvalidParameterValue', { 'domain-name': ['a', 'b'] }],
    ['InvalidParameterValue', { 'netbios-node-type': ['0'] }],
    ['InvalidParameterValue', { 'netbios-name-servers': ['fd00::1'] }],
    ['InvalidParameterValue', { 'ipv6-address-preferred-lease-time': ['139'] }],
  ])('answers %s to %j', async (code, configurations) => {
    const { create } = await fixture();
    expect(codeOf(() => create(configurations))).toBe(code);
  });
});

test('a VPC follows the set it is given, or none', async () => {
  const { caller, create } = await fixture();
  const id = create({ 'domain-name': ['corp.example.com'] })?.DhcpOptionsId ?? '';
  const VpcId = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId;
  const associate = (DhcpOptionsId: string, as = {}) =>
    caller.run(associateDhcpOptions, { DhcpOptionsId, VpcId }, as);
  const now = () => caller.run(describeVpcs, { VpcIds: [VpcId ?? ''] }).Vpcs?.[0]?.DhcpOptionsId;
  associate(id);
  expect(now()).toBe(id);
  expect(() => caller.run(deleteDhcpOptions, { DhcpOptionsId: id })).toThrow(
    `The dhcpOptions '${id}' has dependencies and cannot be deleted.`,
  );
  associate('default');
  expect(now()).toBe('default');
  expect(codeOf(() => associate('dopt-01234567'))).toBe('InvalidDhcpOptionID.NotFound');
  expect(codeOf(() => associate('foo'))).toBe('InvalidDhcpOptionsId.Malformed');
  expect(codeOf(() => associate(id, { accountId: '444455556666' }))).toBe('InvalidDhcpOptionID.NotFound');
  caller.run(deleteDhcpOptions, { DhcpOptionsId: id });
  expect(codeOf(() => caller.run(describeDhcpOptions, { DhcpOptionsIds: [id] }))).toBe(
    'InvalidDhcpOptionID.NotFound',
  );
  expect(codeOf(() => caller.run(deleteVpc, { VpcId }))).toBe('no error');
});

test('a new VPC has AWS’s own set, made anew where it was deleted', async () => {
  const { caller, create } = await fixture();
  const own = create({ 'domain-name': ['corp.example.com'] })?.DhcpOptionsId ?? '';
  const vpc = caller.run(describeVpcs, {}).Vpcs?.[0];
  caller.run(associateDhcpOptions, { DhcpOptionsId: own, VpcId: vpc?.VpcId });
  caller.run(deleteDhcpOptions, { DhcpOptionsId: vpc?.DhcpOptionsId });
  const made = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.DhcpOptionsId;
  expect(made).not.toBe(own);
  const { DhcpOptions } = caller.run(describeDhcpOptions, { DhcpOptionsIds: [made ?? ''] });
  expect(DhcpOptions?.[0]?.DhcpConfigurations).toEqual([
    { Key: 'domain-name', Values: [{ Value: 'ec2.internal' }] },
    { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
  ]);
});
