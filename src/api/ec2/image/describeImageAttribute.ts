/** DescribeImageAttribute: one attribute per call. */
import type { DescribeImageAttributeRequest, ImageAttribute } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { deviceMapping } from './describeImages.ts';
import { type BuiltInImage, imageOf } from './images.ts';

/** By AWS's name of the attribute. */
const ATTRIBUTES: Readonly<Record<string, (image: BuiltInImage) => ImageAttribute>> = {
  description: ({ description }) => ({ Description: { Value: description } }),
  kernel: () => ({ KernelId: {} }),
  ramdisk: () => ({ RamdiskId: {} }),
  launchPermission: () => ({ LaunchPermissions: [{ Group: 'all' }] }),
  productCodes: () => ({ ProductCodes: [] }),
  blockDeviceMapping: (image) => ({ BlockDeviceMappings: [deviceMapping(image)] }),
  sriovNetSupport: () => ({ SriovNetSupport: { Value: 'simple' } }),
  bootMode: ({ architecture }) => ({
    BootMode: { Value: architecture === 'arm64' ? 'uefi' : 'legacy-bios' },
  }),
  lastLaunchedTime: () => ({ LastLaunchedTime: {} }),
};

export function describeImageAttribute(_call: Call, input: DescribeImageAttributeRequest): ImageAttribute {
  const attribute: string = required(input.Attribute, 'attribute');
  const view = Object.hasOwn(ATTRIBUTES, attribute) ? ATTRIBUTES[attribute] : undefined;
  if (!view) throw new AwsError('InvalidRequest', 'The request received was invalid');
  const image = imageOf(required(input.ImageId, 'ImageId'));
  return { ImageId: image.id, ...view(image) };
}
