/** What an instance can take: as many interfaces and addresses as its type has, one at each device index. */
import { AwsError } from '../../../base/awsError.ts';
import type { Instance } from '../../../resources/instance.ts';
import { attachmentOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import { interfacesOfInstance } from '../../../state/attachments.ts';
import type { Snapshot } from '../../../state/tables.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { findInstanceType } from '../instance/instanceTypes.ts';

/** The interface of an attachment id, which must be the caller's. */
export function findAttachment(call: Call, id: string | undefined): NetworkInterface {
  const wanted = required(id, 'attachmentId');
  const [row] = call.tx.networkInterfaces.by('attachment', wanted);
  if (row?.accountId === call.accountId && row.region === call.region) return row;
  throw new AwsError(
    'InvalidAttachmentID.NotFound',
    `The interface attachment ID '${wanted}' does not exist`,
  );
}

/** @throws AwsError InvalidParameterValue, AttachmentLimitExceeded */
export function checkDevice(tables: Snapshot, instance: Instance, deviceIndex: number): void {
  const present = interfacesOfInstance(tables, instance.id);
  if (!(Number.isInteger(deviceIndex) && deviceIndex >= 0 && deviceIndex <= MAX_DEVICE_INDEX)) {
    throw new AwsError('InvalidParameterValue', `Invalid value '${deviceIndex}' for deviceIndex.`);
  }
  if (present.some((row) => attachmentOf(row)?.deviceIndex === deviceIndex)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Instance '${instance.id}' already has an interface attached at device index '${deviceIndex}'.`,
    );
  }
  checkInterfaceCount(instance.spec.instanceType, present.length + 1);
}

const MAX_DEVICE_INDEX = 255;

/** @throws AwsError AttachmentLimitExceeded */
export function checkInterfaceCount(instanceType: string, count: number): void {
  const limit = findInstanceType(instanceType)?.interfaces;
  if (limit === undefined || count <= limit) return;
  throw new AwsError(
    'AttachmentLimitExceeded',
    `Interface count ${count} exceeds the limit for ${instanceType}`,
  );
}

/** @throws AwsError PrivateIpAddressLimitExceeded */
export function checkAddressCount(instanceType: string, count: number): void {
  const limit = findInstanceType(instanceType)?.addressesPerInterface;
  if (limit === undefined || count <= limit) return;
  throw new AwsError(
    'PrivateIpAddressLimitExceeded',
    `Number of private addresses will exceed limit for ${instanceType}.`,
  );
}
