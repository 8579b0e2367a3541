/** DetachNetworkInterface: any but the primary one; it is free once the kernel has let go. */
import type { DetachNetworkInterfaceRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { attachmentOf } from '../../../resources/networkInterface.ts';
import { detachInterface } from '../../../state/attachments.ts';
import type { Call } from '../../operation.ts';
import { findAttachment } from './attachments.ts';
import { refuseManaged } from './managedInterfaces.ts';

export function detachNetworkInterface(call: Call, input: DetachNetworkInterfaceRequest): object {
  const row = findAttachment(call, input.AttachmentId);
  refuseManaged(row);
  if (attachmentOf(row)?.deviceIndex === 0) {
    throw new AwsError(
      'OperationNotPermitted',
      'The network interface at device index 0 and networkCard index 0 cannot be detached.',
    );
  }
  detachInterface(call.tx, row);
  return {};
}
