/** Prefix lists: AWS's own, and a customer's from its making to its end. */
import { beforeEach, describe, expect, test } from 'vitest';
import { setQuotas } from '../../quotas.ts';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { authorizeSecurityGroupIngress } from '../securityGroup/authorizeSecurityGroup.ts';
import { createSecurityGroup } from '../securityGroup/createSecurityGroup.ts';
import { describeSecurityGroups } from '../securityGroup/describeSecurityGroups.ts';
import { revokeSecurityGroupIngress } from '../securityGroup/revokeSecurityGroup.ts';
import { createTags } from '../tagging/createTags.ts';
import { describeTags } from '../tagging/describeTags.ts';
import { createManagedPrefixList } from './createManagedPrefixList.ts';
import { deleteManagedPrefixList } from './deleteManagedPrefixList.ts';
import { describeManagedPrefixLists } from './describeManagedPrefixLists.ts';
import { describePrefixLists } from './describePrefixLists.ts';
import { getManagedPrefixListAssociations } from './getManagedPrefixListAssociations.ts';
import { getManagedPrefixListEntries } from './getManagedPrefixListEntries.ts';
import { modifyManagedPrefixList } from './modifyManagedPrefixList.ts';
import { restoreManagedPrefixListVersion } from './restoreManagedPrefixListVersion.ts';

const S3 = 'pl-63a5400a';
const OTHER = { accountId: '999999999999' };

let caller: TestCaller;
beforeEach(async () => {
  caller = await testCaller();
  return () => setQuotas();
});

type CreateInput = Parameters<typeof createManagedPrefixList>[1];
type ModifyInput = Parameters<typeof modifyManagedPrefixList>[1];

const cidrs = (...Cidrs: string[]) => Cidrs.map((Cidr) => ({ Cidr }));

function create(input: Partial<CreateInput> = {}) {
  const whole = { PrefixListName: 'offices', MaxEntries: 5, AddressFamily: 'IPv4', ...input };
  return caller.run(createManagedPrefixList, whole).PrefixList;
}

function made(input: Partial<CreateInput> = {}): string {
  return create(input)?.PrefixListId ?? '';
}

const modify = (PrefixListId: string, change: Partial<ModifyInput>) =>
  caller.run(modifyManagedPrefixList, { PrefixListId, ...change }).PrefixList;

const entries = (PrefixListId: string, TargetVersion?: number) =>
  caller.run(getManagedPrefixListEntries, { PrefixListId, TargetVersion }).Entries?.map(({ Cidr }) => Cidr);

describe("AWS's own lists", () => {
  test('are the same at every call, in every account, and differ by Region', () => {
    const seen = (region: string, as = {}) =>
      caller.run(describePrefixLists, {}, { region, ...as }).PrefixLists?.map((list) => list.PrefixListId);
    expect(seen('us-east-1')?.slice(0, 2)).toEqual([S3, 'pl-02cd2c6b']);
    expect(seen('us-east-1', OTHER)).toEqual(seen('us-east-1'));
    expect(seen('eu-west-1')).toEqual(seen('eu-west-1'));
    expect(new Set([...(seen('eu-west-1') ?? []), ...(seen('us-east-1') ?? [])]).size).toBe(12);
    expect(seen('eu-west-1')?.every((id) => /^pl-[0-9a-f]{8}$/.test(id ?? ''))).toBe(true);
  });

  test('are shown by both calls', () => {
    const filter = [{ Name: 'prefix-list-name', Values: ['com.amazonaws.us-east-1.s3'] }];
    expect(caller.run(describePrefixLists, { Filters: filter }).PrefixLists).toEqual([
      { PrefixListId: S3, PrefixListName: 'com.amazonaws.us-east-1.s3', Cidrs: expect.any(Array) },
    ]);
    expect(caller.run(describeManagedPrefixLists, { Filters: filter }).PrefixLists).toEqual([
      {
        PrefixListId: S3,
        AddressFamily: 'IPv4',
        State: 'create-complete',
        PrefixListArn: `arn:aws:ec2:us-east-1:aws:prefix-list/${S3}`,
        PrefixListName: 'com.amazonaws.us-east-1.s3',
        Tags: [],
        OwnerId: 'AWS',
      },
    ]);
    expect(entries(S3)?.length).toBeGreaterThan(0);
  });

  test('belong to AWS', () => {
    expect(codeOf(() => modify(S3, { PrefixListName: 'mine' }))).toBe('UnsupportedOperation');
    expect(codeOf(() => caller.run(deleteManagedPrefixList, { PrefixListId: S3 }))).toBe(
      'UnsupportedOperation',
    );
  });
});

describe('CreateManagedPrefixList', () => {
  const many = cidrs(...Array.from({ length: 101 }, (_, at) => `10.0.${at}.0/24`));
  test.each<[string, string, Partial<CreateInput>]>([
    ['no name', 'MissingParameter', { PrefixListName: undefined }],
    ["a name of AWS's", 'InvalidParameterValue', { PrefixListName: 'com.amazonaws.mine' }],
    ['a name too long', 'InvalidParameterValue', { PrefixListName: 'x'.repeat(256) }],
    ['no size', 'MissingParameter', { MaxEntries: undefined }],
    ['size 0', 'InvalidParameterValue', { MaxEntries: 0 }],
    ['size 1001', 'InvalidParameterValue', { MaxEntries: 1001 }],
    ['no family', 'MissingParameter', { AddressFamily: undefined }],
    ['a family that is none', 'InvalidParameterValue', { AddressFamily: 'ipv4' }],
    ['a block that is none', 'InvalidParameterValue', { Entries: cidrs('10.0.0.0') }],
    ['a block of the other family', 'InvalidParameterValue', { Entries: cidrs('::/0') }],
    ['a block twice', 'InvalidParameterValue', { Entries: cidrs('10.0.0.0/8', '10.1.0.0/8') }],
    ['more entries than a request takes', 'InvalidParameterValue', { MaxEntries: 1000, Entries: many }],
    ['more entries than fit', 'PrefixListMaxEntriesExceeded', { Entries: many.slice(0, 6) }],
    [
      'a description too long',
      'InvalidParameterValue',
      { Entries: [{ Cidr: '10.0.0.0/8', Description: 'x'.repeat(256) }] },
    ],
    ['tags of another thing', 'InvalidParameterValue', { TagSpecifications: [{ ResourceType: 'vpc' }] }],
  ])('with %s: %s', (_what, code, input) => {
    expect(codeOf(() => create(input))).toBe(code);
    expect(caller.state.snapshot.prefixLists.size).toBe(0);
  });

  test('gives a list of version 1 with its tags, seen by its owner in its Region only', () => {
    const list = create({
      Entries: [{ Cidr: '10.1.2.3/16', Description: 'Berlin' }],
      TagSpecifications: [{ ResourceType: 'prefix-list', Tags: [{ Key: 'Name', Value: 'x' }] }],
    });
    const id = list?.PrefixListId ?? '';
    expect(list).toEqual({
      PrefixListId: expect.stringMatching(/^pl-[0-9a-f]{17}$/),
      AddressFamily: 'IPv4',
      State: 'create-complete',
      PrefixListArn: `arn:aws:ec2:us-east-1:111122223333:prefix-list/${id}`,
      PrefixListName: 'offices',
      MaxEntries: 5,
      Version: 1,
      Tags: [{ Key: 'Name', Value: 'x' }],
      OwnerId: '111122223333',
    });
    const shown = caller.run(describeManagedPrefixLists, { PrefixListIds: [id] });
    expect(shown.PrefixLists).toEqual([list]);
    expect(caller.run(getManagedPrefixListEntries, { PrefixListId: id }).Entries).toEqual([
      { Cidr: '10.1.0.0/16', Description: 'Berlin' },
    ]);
    for (const as of [OTHER, { region: 'eu-west-1' }]) {
      const elsewhere = () => caller.run(describeManagedPrefixLists, { PrefixListIds: [id] }, as);
      expect(codeOf(elsewhere)).toBe('InvalidPrefixListID.NotFound');
    }
  });

  test('makes one list for one token, and refuses more than the quota', () => {
    expect(made({ ClientToken: 't' })).toBe(made({ ClientToken: 't' }));
    expect(codeOf(() => create({ ClientToken: 't', MaxEntries: 6 }))).toBe('IdempotentParameterMismatch');
    setQuotas({ prefixListsPerRegion: 1 });
    expect(codeOf(() => create())).toBe('PrefixListLimitExceeded');
  });

  test('takes IPv6 blocks in any spelling', () => {
    const id = made({ AddressFamily: 'IPv6', Entries: cidrs('2001:DB8:0:0::1/32') });
    expect(entries(id)).toEqual(['2001:db8::/32']);
  });
});

describe('ModifyManagedPrefixList', () => {
  test('makes a version for other entries, none for another name or size, and keeps the old ones', () => {
    const id = made({ Entries: cidrs('10.0.0.0/16', '10.1.0.0/16') });
    const changed = modify(id, {
      CurrentVersion: 1,
      RemoveEntries: cidrs('10.0.0.0/16'),
      AddEntries: cidrs('10.2.0.0/16'),
    });
    expect(changed).toMatchObject({ Version: 2, State: 'modify-complete' });
    expect(modify(id, { PrefixListName: 'other' })).toMatchObject({ Version: 2, PrefixListName: 'other' });
    expect(modify(id, { MaxEntries: 2 })).toMatchObject({ Version: 2, MaxEntries: 2 });
    expect(entries(id)).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
    expect(entries(id, 1)).toEqual(['10.0.0.0/16', '10.1.0.0/16']);
  });

  test('describes an entry anew where one request removes and adds it', () => {
    const id = made({ Entries: cidrs('10.0.0.0/16') });
    const entry = { Cidr: '10.0.0.0/16', Description: 'new' };
    modify(id, { RemoveEntries: cidrs('10.0.0.0/16'), AddEntries: [entry] });
    expect(caller.run(getManagedPrefixListEntries, { PrefixListId: id }).Entries).toEqual([entry]);
  });

  test.each<[string, string, Partial<ModifyInput>]>([
    [
      'a version that is not in force',
      'PrefixListVersionMismatch',
      { CurrentVersion: 2, AddEntries: cidrs('1.1.1.1/32') },
    ],
    [
      'size and entries at once',
      'InvalidParameterCombination',
      { MaxEntries: 9, AddEntries: cidrs('1.1.1.1/32') },
    ],
    ['too many entries', 'PrefixListMaxEntriesExceeded', { AddEntries: cidrs('1.1.1.1/32', '1.1.1.2/32') }],
    [
      'the removal of what is not there',
      'InvalidPrefixListModification',
      { RemoveEntries: cidrs('1.1.1.1/32') },
    ],
    ['a size below its entries', 'InvalidPrefixListModification', { MaxEntries: 1 }],
    ['an empty name', 'MissingParameter', { PrefixListName: '' }],
  ])('with %s: %s', (_what, code, change) => {
    const id = made({ MaxEntries: 3, Entries: cidrs('10.0.0.0/16', '10.1.0.0/16') });
    expect(codeOf(() => modify(id, change))).toBe(code);
    expect(caller.state.snapshot.prefixLists.get(id)?.spec).toMatchObject({ version: 1, maxEntries: 3 });
  });
});

test('RestoreManagedPrefixListVersion brings old entries back as a new version', () => {
  const id = made({ Entries: cidrs('10.0.0.0/16') });
  modify(id, { RemoveEntries: cidrs('10.0.0.0/16') });
  const restore = (CurrentVersion: number, PreviousVersion: number) =>
    caller.run(restoreManagedPrefixListVersion, { PrefixListId: id, CurrentVersion, PreviousVersion });
  expect(codeOf(() => restore(1, 1))).toBe('PrefixListVersionMismatch');
  expect(codeOf(() => restore(2, 7))).toBe('InvalidParameterValue');
  expect(restore(2, 1).PrefixList).toMatchObject({ Version: 3, State: 'restore-complete' });
  expect(entries(id)).toEqual(['10.0.0.0/16']);
  expect(entries(id, 2)).toEqual([]);
  expect(codeOf(() => entries(id, 4))).toBe('InvalidParameterValue');
});

test('a list that a rule names cannot be deleted, and says who names it', () => {
  const id = made({ Entries: cidrs('10.0.0.0/16') });
  const group = caller.run(createSecurityGroup, { GroupName: 'g', Description: 'd' }).GroupId ?? '';
  const rules = {
    GroupId: group,
    IpPermissions: [
      {
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        PrefixListIds: [{ PrefixListId: id, Description: 'offices' }],
      },
    ],
  };
  caller.run(authorizeSecurityGroupIngress, rules);
  const shown = caller.run(describeSecurityGroups, { GroupIds: [group] }).SecurityGroups?.[0];
  expect(shown?.IpPermissions?.[0]?.PrefixListIds).toEqual([{ PrefixListId: id, Description: 'offices' }]);
  const associations = () =>
    caller.run(getManagedPrefixListAssociations, { PrefixListId: id }).PrefixListAssociations;
  expect(associations()).toEqual([{ ResourceId: group, ResourceOwner: '111122223333' }]);
  const remove = () => caller.run(deleteManagedPrefixList, { PrefixListId: id });
  expect(remove().PrefixList).toMatchObject({ State: 'delete-in-progress' });
  const [list] = caller.run(describeManagedPrefixLists, { PrefixListIds: [id] }).PrefixLists ?? [];
  expect(list).toMatchObject({ State: 'delete-failed', StateMessage: expect.any(String) });
  caller.run(revokeSecurityGroupIngress, rules);
  expect(associations()).toEqual([]);
  expect(remove().PrefixList).toMatchObject({ PrefixListId: id, State: 'delete-complete' });
  expect(caller.state.snapshot.prefixListVersions.size).toBe(0);
  expect(codeOf(remove)).toBe('InvalidPrefixListID.NotFound');
});

test('a rule takes a list of the caller’s or of AWS, and counts a list by its size', () => {
  const group = caller.run(createSecurityGroup, { GroupName: 'g', Description: 'd' }).GroupId ?? '';
  const admit = (PrefixListId: string) =>
    codeOf(() =>
      caller.run(authorizeSecurityGroupIngress, {
        GroupId: group,
        IpPermissions: [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId }] }],
      }),
    );
  expect(admit(S3)).toBe('no error');
  expect(admit('pl-00000000')).toBe('InvalidPrefixListID.NotFound');
  expect(admit('pl-x')).toBe('InvalidPrefixListId.Malformed');
  const large = made({ MaxEntries: 58 });
  expect(admit(large)).toBe('no error');
  expect(admit(made({ MaxEntries: 2 }))).toBe('RulesPerSecurityGroupLimitExceeded');
  expect(codeOf(() => modify(large, { MaxEntries: 60 }))).toBe('RulesPerSecurityGroupLimitExceeded');
  expect(modify(large, { MaxEntries: 59 })).toMatchObject({ MaxEntries: 59 });
});

test("AWS's lists count as AWS says", () => {
  const GroupId = caller.run(createSecurityGroup, { GroupName: 'g', Description: 'd' }).GroupId ?? '';
  const Filters = [{ Name: 'prefix-list-name', Values: ['com.amazonaws.global.cloudfront.origin-facing'] }];
  const [cloudFront] = caller.run(describeManagedPrefixLists, { Filters }).PrefixLists ?? [];
  const admit = (PrefixListId = '') =>
    codeOf(() =>
      caller.run(authorizeSecurityGroupIngress, {
        GroupId,
        IpPermissions: [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId }] }],
      }),
    );
  expect(admit(cloudFront?.PrefixListId)).toBe('no error');
  expect(admit(made({ MaxEntries: 6 }))).toBe('RulesPerSecurityGroupLimitExceeded');
  expect(admit(made({ MaxEntries: 5 }))).toBe('no error');
});

test('lists and entries come in pages, and lists by every filter and tag', () => {
  const id = made({ Entries: cidrs('10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/16') });
  const first = caller.run(getManagedPrefixListEntries, { PrefixListId: id, MaxResults: 2 });
  expect(first.Entries).toHaveLength(2);
  const { NextToken } = first;
  const rest = caller.run(getManagedPrefixListEntries, { PrefixListId: id, MaxResults: 2, NextToken });
  expect([rest.Entries, rest.NextToken]).toEqual([[{ Cidr: '10.2.0.0/16' }], undefined]);
  const page = caller.run(describeManagedPrefixLists, { MaxResults: 6 });
  const next = caller.run(describeManagedPrefixLists, { MaxResults: 2, NextToken: page.NextToken });
  expect([page.PrefixLists?.length, next.PrefixLists?.map((list) => list.PrefixListId)]).toEqual([6, [id]]);
  expect(codeOf(() => caller.run(describeManagedPrefixLists, { MaxResults: 0 }))).toBe(
    'InvalidParameterValue',
  );

  caller.run(createTags, { Resources: [id], Tags: [{ Key: 'team', Value: 'a' }] });
  const by = (Name: string, value: string) =>
    caller
      .run(describeManagedPrefixLists, { Filters: [{ Name, Values: [value] }] })
      .PrefixLists?.map((list) => list.PrefixListId);
  expect(by('owner-id', '111122223333')).toEqual([id]);
  expect(by('owner-id', 'AWS')).toHaveLength(6);
  expect(by('prefix-list-id', id)).toEqual([id]);
  expect(by('prefix-list-name', 'off*')).toEqual([id]);
  expect(by('tag:team', 'a')).toEqual([id]);
  expect(codeOf(() => by('colour', 'red'))).toBe('InvalidParameterValue');
  expect(caller.run(describeTags, {}).Tags).toEqual([
    { ResourceId: id, ResourceType: 'prefix-list', Key: 'team', Value: 'a' },
  ]);
});
