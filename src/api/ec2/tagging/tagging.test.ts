/** CreateTags, DeleteTags, DescribeTags. */
import { ResourceType } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { codeOf, testCaller } from '../../testCall.ts';
import { runInstances } from '../instance/runInstances.ts';
import { describeVpcs } from '../vpc/describeVpcs.ts';
import { createTags } from './createTags.ts';
import { deleteTags } from './deleteTags.ts';
import { describeTags } from './describeTags.ts';
import { TAGGABLE } from './taggable.ts';

async function fixture() {
  const caller = await testCaller();
  const vpc = caller.run(describeVpcs, {}).Vpcs?.[0]?.VpcId ?? '';
  const launched = caller.run(runInstances, { ImageId: 'ami-1', MinCount: 1, MaxCount: 1 });
  const instance = launched.Instances?.[0]?.InstanceId ?? '';
  const tag = (Resources: string[], ...Tags: { Key: string; Value?: string }[]) =>
    caller.run(createTags, { Resources, Tags });
  const tags = (Name?: string, ...Values: string[]) =>
    caller.run(describeTags, Name ? { Filters: [{ Name, Values }] } : {}).Tags;
  return { caller, vpc, instance, tag, tags };
}

test('tags of several resources are set at once and listed one by one', async () => {
  const { vpc, instance, tag, tags } = await fixture();
  tag([vpc, instance], { Key: 'Name', Value: 'x' }, { Key: 'team' });
  expect(tags()).toHaveLength(4);
  expect(tags('resource-id', vpc)).toEqual([
    { ResourceId: vpc, ResourceType: 'vpc', Key: 'Name', Value: 'x' },
    { ResourceId: vpc, ResourceType: 'vpc', Key: 'team', Value: '' },
  ]);
  expect(tags('resource-type', 'instance')).toHaveLength(2);
  expect(tags('key', 'Name')).toHaveLength(2);
  expect(tags('tag:Name', 'x')).toHaveLength(2);
});

test('a tag set again takes the new value', async () => {
  const { vpc, tag, tags } = await fixture();
  tag([vpc], { Key: 'Name', Value: 'x' });
  tag([vpc], { Key: 'Name', Value: 'y' });
  expect(tags('resource-id', vpc)?.map(({ Value }) => Value)).toEqual(['y']);
});

test('tags go by key, by key and value, or all together', async () => {
  const { caller, vpc, tag, tags } = await fixture();
  const remove = (...Tags: { Key: string; Value?: string }[]) => {
    caller.run(deleteTags, { Resources: [vpc], Tags });
    return tags()
      ?.map(({ Key }) => Key)
      .join('');
  };
  tag([vpc], ...['a', 'b', 'c', 'd'].map((Key) => ({ Key, Value: '1' })));
  expect(remove({ Key: 'a' })).toBe('bcd');
  expect(remove({ Key: 'b', Value: '2' })).toBe('bcd');
  expect(remove({ Key: 'b', Value: '1' }, { Key: 'absent' })).toBe('cd');
  expect(remove()).toBe('');
});

test.each([
  ['x', 'InvalidID'],
  ['vpc-01234567', 'InvalidVpcID.NotFound'],
  ['i-x', 'InvalidInstanceID.Malformed'],
  ['vpce-01234567', 'InvalidVpcEndpointId.NotFound'],
  ['vpce-svc-01234567', 'InvalidVpcEndpointServiceId.NotFound'],
])('tagging %s is refused with %s, and the others of the request stay as they were', async (id, code) => {
  const { vpc, tag, tags } = await fixture();
  expect(codeOf(() => tag([vpc, id], { Key: 'Name' }))).toBe(code);
  expect(tags()).toEqual([]);
});

test('tagging refuses another account’s resource, no resource, no tag and AWS’s own tags', async () => {
  const { caller, vpc, tag } = await fixture();
  const foreign = () =>
    caller.run(createTags, { Resources: [vpc], Tags: [{ Key: 'x' }] }, { accountId: '444455556666' });
  expect(codeOf(foreign)).toBe('InvalidVpcID.NotFound');
  expect(codeOf(() => tag([], { Key: 'x' }))).toBe('MissingParameter');
  expect(codeOf(() => caller.run(createTags, { Resources: [vpc], Tags: undefined }))).toBe(
    'MissingParameter',
  );
  expect(codeOf(() => tag([vpc], { Key: 'aws:x' }))).toBe('InvalidParameterValue');
});

test('every kind that can be tagged is one of AWS’s, found by its own prefix', () => {
  const known: readonly string[] = Object.values(ResourceType);
  for (const [at, { prefix, resourceType }] of TAGGABLE.entries()) {
    expect(known).toContain(resourceType);
    const hidden = TAGGABLE.slice(at + 1).filter((other) => other.prefix.startsWith(prefix));
    expect(hidden.filter((other) => other.resourceType !== resourceType)).toEqual([]);
  }
});
