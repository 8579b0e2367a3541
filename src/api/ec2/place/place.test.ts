/** Zones, Regions, account attributes. */
import { expect, test } from 'vitest';
import { findZone } from '../../../resources/zones.ts';
import { setQuotas } from '../../quotas.ts';
import { codeOf, TEST_ACCOUNT, TEST_REGION, testCaller } from '../../testCall.ts';
import { describeAccountAttributes } from './describeAccountAttributes.ts';
import { describeAvailabilityZones } from './describeAvailabilityZones.ts';
import { describeRegions } from './describeRegions.ts';
import { modifyAvailabilityZoneGroup } from './modifyAvailabilityZoneGroup.ts';

const zoneName = (id: string) => findZone({ accountId: TEST_ACCOUNT, region: TEST_REGION }, id)?.name;

test('zones are those of the call’s Region, by name, id or filter', async () => {
  const caller = await testCaller();
  const names = (input: object, as = {}) =>
    caller.run(describeAvailabilityZones, input, as).AvailabilityZones?.map(({ ZoneName }) => ZoneName);
  expect(names({})).toHaveLength(6);
  expect(names({}, { region: 'eu-west-1' })).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c']);
  expect(names({ ZoneNames: ['us-east-1b'] })).toEqual(['us-east-1b']);
  expect(names({ ZoneIds: ['use1-az6'] }, { accountId: '000000000000' })).toEqual(['us-east-1f']);
  const byId = { Filters: [{ Name: 'zone-id', Values: ['use1-az[1]', 'use1-az2'] }] };
  expect(names(byId, { accountId: '000000000000' })).toEqual(['us-east-1b']);
  expect(names(byId)).toEqual([zoneName('use1-az2')]);
  expect(names({ Filters: [{ Name: 'group-name', Values: ['us-east-1-*'] }] })).toHaveLength(6);
  expect(names({ AllAvailabilityZones: true })).toHaveLength(6);
  expect(codeOf(() => names({ ZoneNames: ['eu-west-1a'] }))).toBe('InvalidParameterValue');
});

test('Regions are AWS’s, all of them usable', async () => {
  const caller = await testCaller();
  const { Regions } = caller.run(describeRegions, { RegionNames: ['us-east-1', 'af-south-1'] });
  expect(Regions).toEqual([
    { RegionName: 'us-east-1', Endpoint: 'ec2.us-east-1.amazonaws.com', OptInStatus: 'opt-in-not-required' },
    { RegionName: 'af-south-1', Endpoint: 'ec2.af-south-1.amazonaws.com', OptInStatus: 'opted-in' },
  ]);
  expect(caller.run(describeRegions, {}).Regions?.length).toBeGreaterThan(30);
  expect(codeOf(() => caller.run(describeRegions, { RegionNames: ['mars-1'] }))).toBe(
    'InvalidParameterValue',
  );
});

test('account attributes say that VPC is the only platform, and which VPC is the default', async () => {
  const caller = await testCaller();
  const value = (name: 'supported-platforms' | 'default-vpc') =>
    caller.run(describeAccountAttributes, { AttributeNames: [name] }).AccountAttributes?.[0]
      ?.AttributeValues?.[0]?.AttributeValue;
  expect(value('supported-platforms')).toBe('VPC');
  expect(value('default-vpc')).toMatch(/^vpc-/);
  expect(codeOf(() => value('x' as 'default-vpc'))).toBe('InvalidParameterValue');
});

test('account attributes give the quotas in force, all of them in AWS’s names', async () => {
  const caller = await testCaller();
  setQuotas({ elasticIpsPerRegion: 7 });
  const { AccountAttributes } = caller.run(describeAccountAttributes, {});
  setQuotas();
  const values = AccountAttributes?.map(({ AttributeName, AttributeValues }) => [
    AttributeName,
    AttributeValues?.[0]?.AttributeValue,
  ]);
  expect(Object.fromEntries(values ?? [])).toEqual({
    'supported-platforms': 'VPC',
    'vpc-max-security-groups-per-interface': '5',
    'max-elastic-ips': '7',
    'max-instances': '20',
    'vpc-max-elastic-ips': '7',
    'default-vpc': expect.stringMatching(/^vpc-/),
  });
});

test('Regions are filtered by their status, and all of them are in use', async () => {
  const caller = await testCaller();
  const count = (status: string, AllRegions = false) =>
    caller.run(describeRegions, { AllRegions, Filters: [{ Name: 'opt-in-status', Values: [status] }] })
      .Regions?.length;
  expect(count('opt-in-not-required')).toBe(17);
  expect(count('opted-in')).toBeGreaterThan(10);
  expect(count('not-opted-in', true)).toBe(0);
});

test('a Region’s zones are opted into for ever', async () => {
  const caller = await testCaller();
  const modify = (GroupName: string, OptInStatus = 'opted-in') =>
    caller.run(modifyAvailabilityZoneGroup, { GroupName, OptInStatus: OptInStatus as 'opted-in' });
  expect(modify('us-east-1-zg-1')).toEqual({ Return: true });
  expect(codeOf(() => modify('us-east-1-zg-1', 'not-opted-in'))).toBe('UnsupportedOperation');
  expect(codeOf(() => modify('us-east-1-zg-1', 'x'))).toBe('InvalidParameterValue');
  expect(codeOf(() => modify('us-west-2-lax-1'))).toBe('InvalidParameterValue');
});
