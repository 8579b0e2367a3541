/** Images: found by name and owner as tools look them up, and any id is one. */
import { expect, test } from 'vitest';
import { codeOf, testCaller } from '../../testCall.ts';
import { describeImageAttribute } from './describeImageAttribute.ts';
import { describeImages } from './describeImages.ts';

async function fixture() {
  const caller = await testCaller();
  const list = (input: object = {}) => caller.run(describeImages, input).Images ?? [];
  const by = (Name: string, value: string, more: object = {}) =>
    list({ Filters: [{ Name, Values: [value] }], ...more }).map((image) => image.Name);
  return { caller, list, by };
}

test('the images that tools look up are found by name and owner', async () => {
  const { list, by } = await fixture();
  const [newest] = by('name', 'al2023-ami-2023.*-x86_64', { Owners: ['amazon'] });
  expect(newest).toMatch(/^al2023/);
  expect(
    by('name', 'ubuntu/images/hvm-ssd*/ubuntu-jammy-22.04-amd64-server-*', { Owners: ['099720109477'] }),
  ).toHaveLength(1);
  expect(by('architecture', 'arm64', { Owners: ['136693071363'] })).toHaveLength(1);
  expect(list({ Owners: ['self'] })).toEqual([]);
  expect(list({ ExecutableUsers: ['self'] })).toEqual([]);
  expect(by('root-device-type', 'ebs')).toHaveLength(list().length);
  expect(by('owner-alias', 'amazon').length).toBeGreaterThan(3);
  expect(codeOf(() => by('x', 'y'))).toBe('InvalidParameterValue');
});

test('any id is the plain image, and says what it is', async () => {
  const { list } = await fixture();
  expect(list({ ImageIds: ['ami-0123456789abcdef0'] })).toMatchObject([
    {
      ImageId: 'ami-0123456789abcdef0',
      Name: 'postern-namespace',
      State: 'available',
      RootDeviceType: 'ebs',
      BlockDeviceMappings: [{ Ebs: { VolumeType: 'gp3' } }],
    },
  ]);
  expect(codeOf(() => list({ ImageIds: ['x'] }))).toBe('InvalidAMIID.Malformed');
});

test('attributes are read one by one', async () => {
  const { caller } = await fixture();
  const read = (
    Attribute: 'description' | 'launchPermission' | 'blockDeviceMapping',
    ImageId = 'ami-12345678',
  ) => caller.run(describeImageAttribute, { Attribute, ImageId });
  expect(read('description').Description?.Value).toContain('namespace');
  expect(read('launchPermission').LaunchPermissions).toEqual([{ Group: 'all' }]);
  expect(read('blockDeviceMapping').BlockDeviceMappings).toHaveLength(1);
  expect(codeOf(() => read('toString' as 'description'))).toBe('InvalidRequest');
  expect(codeOf(() => read('description', 'x'))).toBe('InvalidAMIID.Malformed');
});
