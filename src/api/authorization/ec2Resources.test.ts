/** The table of EC2's actions is about operations and resource types that there are. */
import { expect, test } from 'vitest';
import { ec2Operations } from '../ec2/operations.ts';
import { TAGGABLE } from '../ec2/tagging/taggable.ts';
import { ACTIONS_WITH_RESOURCES, resourcesOf } from './ec2Resources.ts';
import { idsIn } from './idsIn.ts';

/** Actions that change something and that AWS decides about without naming a resource, or by what they tag. */
const ABOUT_EVERYTHING: readonly string[] = [
  'CreateDefaultSubnet',
  'CreateDefaultVpc',
  'CreateTags',
  'DeleteNetworkInterfacePermission',
  'DeleteTags',
  'DeleteVpcEndpointConnectionNotifications',
  'ModifyAvailabilityZoneGroup',
  'ModifyVpcEndpointConnectionNotification',
];

test('every action is an operation', () => {
  expect(ACTIONS_WITH_RESOURCES.filter((action) => !Object.hasOwn(ec2Operations, action))).toEqual([]);
});

test('every operation that changes something is in the table, or is known to be about everything', () => {
  const changing = Object.keys(ec2Operations).filter((name) => !/^(Describe|Get|List|Search)/.test(name));
  expect(changing.filter((name) => !resourcesOf(name)).sort()).toEqual(ABOUT_EVERYTHING);
});

test('every resource type is one that has ids', () => {
  const types = ACTIONS_WITH_RESOURCES.flatMap((action) => Object.values(resourcesOf(action) ?? {}).flat());
  const known = [...TAGGABLE.map(({ resourceType }) => resourceType), 'image'];
  expect([...new Set(types)].filter((type) => !known.includes(type))).toEqual([]);
});

test('ids are found wherever they stand, but not in the words of the caller', () => {
  const input = {
    VpcId: 'vpc-0123456789abcdef0',
    SubnetConfigurations: [{ SubnetId: 'subnet-01234567' }],
    Filters: [{ Name: 'vpc-id', Values: ['vpc-ffffffffffffffff0'] }],
    TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'sg-01234567' }] }],
    Description: 'sg-01234567',
    CidrBlock: '10.0.0.0/16',
  };
  expect(idsIn(input)).toEqual(['vpc-0123456789abcdef0', 'subnet-01234567']);
});
