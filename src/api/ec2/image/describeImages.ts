/** DescribeImages: those that are built in, and the plain one for any other id that is asked for. */
import type { DescribeImagesRequest, DescribeImagesResult, Image } from '@aws-sdk/client-ec2';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { type BuiltInImage, IMAGES, imageOf } from './images.ts';

const none = () => undefined;

const OWN_FILTERS: FilterDefinitions<BuiltInImage> = {
  architecture: ({ architecture }) => architecture,
  'creation-date': ({ createdAt }) => createdAt,
  description: ({ description }) => description,
  'ena-support': () => true,
  'free-tier-eligible': () => true,
  hypervisor: () => 'xen',
  'image-allowed': () => true,
  'image-id': ({ id }) => id,
  'image-type': () => 'machine',
  'is-public': () => true,
  'kernel-id': none,
  'manifest-location': imageLocation,
  name: ({ name }) => name,
  'owner-alias': ({ ownerAlias }) => ownerAlias,
  'owner-id': ({ ownerId }) => ownerId,
  platform: none,
  'product-code': none,
  'product-code.type': none,
  'public-ssm-parameter-name': none,
  'ramdisk-id': none,
  'source-image-id': none,
  'source-image-region': none,
  'source-instance-id': none,
  'sriov-net-support': () => 'simple',
  state: () => 'available',
  'state-reason-code': none,
  'state-reason-message': none,
  'virtualization-type': () => 'hvm',
};

const DEVICE_FILTERS: FilterDefinitions<BuiltInImage> = {
  'block-device-mapping.delete-on-termination': () => true,
  'block-device-mapping.device-name': ({ rootDeviceName }) => rootDeviceName,
  'block-device-mapping.encrypted': () => false,
  'block-device-mapping.snapshot-id': snapshotId,
  'block-device-mapping.volume-size': () => ROOT_GIB,
  'block-device-mapping.volume-type': () => 'gp3',
  'root-device-name': ({ rootDeviceName }) => rootDeviceName,
  'root-device-type': () => 'ebs',
};

const ROOT_GIB = 8;

export function describeImages(call: Call, input: DescribeImagesRequest): DescribeImagesResult {
  const ids = [...new Set(input.ImageIds ?? [])];
  const asked = ids.length > 0 ? ids.map((id) => imageOf(id)) : IMAGES;
  const owned = asked.filter((image) => isOwned(call, image, input.Owners) && isOpen(input.ExecutableUsers));
  const { rows, nextToken } = filteredPage(owned, input, { ...OWN_FILTERS, ...DEVICE_FILTERS });
  return { Images: rows.map(imageView), NextToken: nextToken };
}

/** Owners are accounts, aliases, or the caller's own self. */
function isOwned(call: Call, image: BuiltInImage, owners: readonly string[] = []): boolean {
  if (owners.length === 0) return true;
  return owners.some(
    (owner) =>
      owner === image.ownerId ||
      owner === image.ownerAlias ||
      (owner === 'self' && image.ownerId === call.accountId),
  );
}

/** All images are everybody's, so none is shared with anyone in particular. */
function isOpen(users: readonly string[] = []): boolean {
  return users.length === 0 || users.includes('all');
}

function imageView(image: BuiltInImage): Image {
  return {
    ImageId: image.id,
    Name: image.name,
    Description: image.description,
    OwnerId: image.ownerId,
    ImageOwnerAlias: image.ownerAlias,
    ImageLocation: imageLocation(image),
    ImageType: 'machine',
    State: 'available',
    Public: true,
    Architecture: image.architecture,
    CreationDate: image.createdAt,
    Hypervisor: 'xen',
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    RootDeviceName: image.rootDeviceName,
    RootDeviceType: 'ebs',
    VirtualizationType: 'hvm',
    EnaSupport: true,
    SriovNetSupport: 'simple',
    BootMode: image.architecture === 'arm64' ? 'uefi' : 'legacy-bios',
    BlockDeviceMappings: [deviceMapping(image)],
    ProductCodes: [],
    Tags: [],
  };
}

export function deviceMapping(image: BuiltInImage) {
  return {
    DeviceName: image.rootDeviceName,
    Ebs: {
      DeleteOnTermination: true,
      Encrypted: false,
      SnapshotId: snapshotId(image),
      VolumeSize: ROOT_GIB,
      VolumeType: 'gp3' as const,
    },
  };
}

function imageLocation({ ownerAlias, ownerId, name }: BuiltInImage): string {
  return `${ownerAlias ?? ownerId}/${name}`;
}

/** A name for what there is none of. */
function snapshotId({ id }: BuiltInImage): string {
  return id.replace(/^ami-/, 'snap-');
}
