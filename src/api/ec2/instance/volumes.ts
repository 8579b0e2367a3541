/** The volumes that instances are shown with: the root one and those that the launch asked for. */
import type {
  BlockDeviceMapping,
  InstanceBlockDeviceMapping,
  Volume as VolumeShape,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Tags } from '../../../resources/identity.ts';
import type { Instance } from '../../../resources/instance.ts';
import type { Volume } from '../../../resources/volume.ts';
import type { Snapshot, Transaction } from '../../../state/tables.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';
import { newResource } from '../vpcParts.ts';

/** Where an instance was launched before this was remembered, and of the plain image. */
export const ROOT_DEVICE = '/dev/sda1';
/** Of the root volume where nothing else is asked for. */
const DEFAULTS = { sizeGib: 8, volumeType: 'gp3' };
/** What AWS gives a gp3 volume. */
const GP3 = { iops: 3000, throughput: 125 };
/** Devices that name the root volume, whatever image. */
const ROOT_NAMES = [ROOT_DEVICE, '/dev/xvda', '/dev/sda'];

/** Volumes of a new instance: the root one, and one for each further device. */
export function makeVolumes(
  call: Call,
  instanceId: string,
  availabilityZone: string,
  rootDeviceName: string,
  mappings: readonly BlockDeviceMapping[],
  tags: Tags,
): void {
  const root = mappings.find(({ DeviceName }) => DeviceName === rootDeviceName);
  const others = mappings.filter((each) => each !== root && each.Ebs);
  for (const mapping of [{ ...root, DeviceName: rootDeviceName }, ...others]) {
    const spec = { instanceId, availabilityZone, ...volumeFrom(mapping) };
    call.tx.volumes.put({ ...newResource(call, 'vol'), tags, spec });
  }
}

/** A mapping of any usual name is meant for the root volume: what an id's image has there is not known here. */
export function rootDevice(mappings: readonly BlockDeviceMapping[] = [], ofImage: string): string {
  const named = mappings
    .map(({ DeviceName }) => DeviceName ?? '')
    .filter((name) => ROOT_NAMES.includes(name));
  return named.includes(ofImage) ? ofImage : (named[0] ?? ofImage);
}

/** @throws AwsError InvalidBlockDeviceMapping, MissingParameter */
export function checkMappings(mappings: readonly BlockDeviceMapping[]): void {
  const names = mappings.map(({ DeviceName }) => DeviceName ?? '');
  if (names.includes('')) {
    throw new AwsError(
      'MissingParameter',
      'The request must contain the parameter blockDeviceMapping.deviceName',
    );
  }
  for (const mapping of mappings) checkSize(mapping);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) {
    throw new AwsError(
      'InvalidBlockDeviceMapping',
      `The device '${twice}' is used in more than one block-device mapping`,
    );
  }
}

/** A further volume must be of some size; the root one has the image's. */
function checkSize({ DeviceName = '', Ebs, VirtualName, NoDevice }: BlockDeviceMapping): void {
  if (NoDevice) throw new AwsError('InvalidRequest', 'The request received was invalid');
  if (VirtualName || NoDevice !== undefined || ROOT_NAMES.includes(DeviceName)) return;
  const isSized = Ebs?.VolumeSize || Ebs?.SnapshotId;
  if (isSized) return;
  const what = Ebs ? 'size or snapshotId' : 'ebs';
  throw new AwsError('MissingParameter', `The request must contain the parameter ${what}`);
}

export function deviceMappings(tables: Snapshot, { id }: Instance): InstanceBlockDeviceMapping[] {
  return tables.volumes.by('instance', id).map(({ id: VolumeId, createdAt, spec }) => ({
    DeviceName: spec.deviceName,
    Ebs: {
      VolumeId,
      Status: 'attached',
      AttachTime: new Date(createdAt),
      DeleteOnTermination: spec.deleteOnTermination,
    },
  }));
}

export function volumeView({ id, createdAt, tags, spec }: Volume): VolumeShape {
  const time = new Date(createdAt);
  return {
    VolumeId: id,
    AvailabilityZone: spec.availabilityZone,
    CreateTime: time,
    Encrypted: spec.encrypted,
    KmsKeyId: spec.kmsKeyId,
    Size: spec.sizeGib,
    SnapshotId: spec.snapshotId,
    State: 'in-use',
    VolumeType: spec.volumeType as VolumeShape['VolumeType'],
    Iops: spec.iops,
    Throughput: spec.throughput,
    MultiAttachEnabled: false,
    Attachments: [
      {
        VolumeId: id,
        InstanceId: spec.instanceId,
        Device: spec.deviceName,
        State: 'attached',
        AttachTime: time,
        DeleteOnTermination: spec.deleteOnTermination,
      },
    ],
    Tags: toTagList(tags),
  };
}

/** All go with their instance: there is nothing on them to be kept. */
export function forgetVolumes(tx: Transaction, instanceId: string): void {
  for (const { id } of tx.volumes.by('instance', instanceId)) tx.volumes.delete(id);
}

function volumeFrom({ DeviceName = '', Ebs }: BlockDeviceMapping) {
  const volumeType = Ebs?.VolumeType ?? DEFAULTS.volumeType;
  const usual: { iops?: number; throughput?: number } = volumeType === 'gp3' ? GP3 : {};
  return {
    deviceName: DeviceName,
    sizeGib: Ebs?.VolumeSize ?? DEFAULTS.sizeGib,
    volumeType,
    iops: Ebs?.Iops ?? usual.iops,
    throughput: Ebs?.Throughput ?? usual.throughput,
    encrypted: Ebs?.Encrypted ?? false,
    kmsKeyId: Ebs?.KmsKeyId,
    snapshotId: Ebs?.SnapshotId ?? '',
    deleteOnTermination: Ebs?.DeleteOnTermination ?? true,
  };
}
