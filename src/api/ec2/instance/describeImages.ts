/** DescribeImages: an instance has no image of its own, so every id that is asked for names the same one. */
import type { DescribeImagesRequest, DescribeImagesResult, Image } from '@aws-sdk/client-ec2';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { checkImageId } from './images.ts';

/** Shown where no id is asked for. */
const THE_IMAGE = 'ami-00000000000000000';
const NAME = 'postern-namespace';

const FILTERS: FilterDefinitions<{ readonly id: string }> = {
  architecture: () => 'x86_64',
  description: () => DESCRIPTION,
  hypervisor: () => 'xen',
  'image-id': ({ id }) => id,
  'image-type': () => 'machine',
  'is-public': () => true,
  name: () => NAME,
  'owner-alias': () => 'amazon',
  'owner-id': () => OWNER,
  platform: () => undefined,
  'root-device-name': () => '/dev/sda1',
  'root-device-type': () => 'instance-store',
  state: () => 'available',
  'virtualization-type': () => 'hvm',
};

const DESCRIPTION = 'A network namespace of the host, with the host’s programs';
const OWNER = '000000000000';

export function describeImages(_call: Call, input: DescribeImagesRequest): DescribeImagesResult {
  const ids = input.ImageIds?.length ? [...new Set(input.ImageIds)] : [THE_IMAGE];
  for (const id of ids) checkImageId(id);
  const { rows, nextToken } = filteredPage(
    ids.map((id) => ({ id })),
    input,
    FILTERS,
  );
  return { Images: rows.map(({ id }) => imageView(id)), NextToken: nextToken };
}

function imageView(ImageId: string): Image {
  return {
    ImageId,
    Name: NAME,
    Description: DESCRIPTION,
    OwnerId: OWNER,
    ImageOwnerAlias: 'amazon',
    ImageLocation: `amazon/${NAME}`,
    ImageType: 'machine',
    State: 'available',
    Public: true,
    Architecture: 'x86_64',
    CreationDate: '2026-01-01T00:00:00.000Z',
    Hypervisor: 'xen',
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    RootDeviceName: '/dev/sda1',
    RootDeviceType: 'instance-store',
    VirtualizationType: 'hvm',
    EnaSupport: true,
    BlockDeviceMappings: [],
    ProductCodes: [],
    Tags: [],
  };
}
