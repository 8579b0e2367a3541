/** DescribeVolumes: those of instances; there are no others. */
import type { DescribeVolumesRequest, DescribeVolumesResult } from '@aws-sdk/client-ec2';
import type { Volume } from '../../../resources/volume.ts';
import { zoneIdOf } from '../../../resources/zones.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { volumeView } from './volumes.ts';

const FILTERS: FilterDefinitions<Volume> = {
  'attachment.attach-time': ({ createdAt }) => createdAt,
  'attachment.delete-on-termination': ({ spec }) => spec.deleteOnTermination,
  'attachment.device': ({ spec }) => spec.deviceName,
  'attachment.instance-id': ({ spec }) => spec.instanceId,
  'attachment.status': () => 'attached',
  'availability-zone': ({ spec }) => spec.availabilityZone,
  'availability-zone-id': (row) => zoneIdOf(row, row.spec.availabilityZone),
  'create-time': ({ createdAt }) => createdAt,
  encrypted: ({ spec }) => spec.encrypted,
  'fast-restored': () => false,
  'multi-attach-enabled': () => false,
  'operator.managed': () => false,
  'operator.principal': () => undefined,
  size: ({ spec }) => spec.sizeGib,
  'snapshot-id': ({ spec }) => spec.snapshotId,
  status: () => 'in-use',
  'volume-id': ({ id }) => id,
  'volume-type': ({ spec }) => spec.volumeType,
};

export function describeVolumes(call: Call, input: DescribeVolumesRequest): DescribeVolumesResult {
  const volumes = findSome(call, call.tx.volumes, 'volume', input.VolumeIds);
  const { rows, nextToken } = filteredPage(volumes, input, FILTERS);
  return { Volumes: rows.map(volumeView), NextToken: nextToken };
}
