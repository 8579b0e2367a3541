/** AttachNetworkInterface: a free interface becomes one more of an instance in its zone. */
import type { AttachNetworkInterfaceRequest, AttachNetworkInterfaceResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Instance } from '../../../resources/instance.ts';
import { addressesOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import { attachInterface } from '../../../state/attachments.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findInstance, findNetworkInterface, required } from '../ids.ts';
import { checkAddressCount, checkDevice } from './attachments.ts';
import { refuseManaged } from './managedInterfaces.ts';

export function attachNetworkInterface(
  call: Call,
  input: AttachNetworkInterfaceRequest,
): AttachNetworkInterfaceResult {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  const instance = findInstance(call, input.InstanceId);
  const deviceIndex = required(input.DeviceIndex, 'deviceIndex');
  if (input.NetworkCardIndex) throw unsupported('A second network card');
  refuseManaged(row);
  refuseUsed(row);
  checkPlace(call, row, instance);
  checkDevice(call.tx, instance, deviceIndex);
  checkAddressCount(
    instance.spec.instanceType,
    addressesOf(row).length + (row.spec.ipv4Prefixes?.length ?? 0),
  );
  const place = {
    instanceId: instance.id,
    deviceIndex,
    deleteOnTermination: false,
    running: instance.status.state !== 'stopped',
  };
  const { spec } = attachInterface(call.tx, row, place, call.now, call.random);
  return { AttachmentId: spec.attachmentId, NetworkCardIndex: 0 };
}

/** @throws AwsError InvalidNetworkInterface.InUse */
export function refuseUsed({ id, spec }: NetworkInterface): void {
  if (spec.owner.kind === 'customer') return;
  throw new AwsError('InvalidNetworkInterface.InUse', `Interface: [${id}] in use.`);
}

function checkPlace({ tx }: Call, row: NetworkInterface, { id, spec, status }: Instance): void {
  const zone = tx.subnets.get(spec.subnetId)?.spec.availabilityZone;
  if (!['pending', 'running', 'stopped'].includes(status.state)) {
    throw new AwsError('IncorrectState', `Instance '${id}' is not 'running' or 'stopped'.`);
  }
  if (zone !== row.spec.availabilityZone) {
    throw new AwsError(
      'InvalidParameterCombination',
      'You may not attach a network interface to an instance if they are not in the same availability zone',
    );
  }
}
