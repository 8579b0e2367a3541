/** DetachNetworkInterface: there are only primary and managed interfaces, and neither comes off. */
import type { DetachNetworkInterfaceRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { mine, required } from '../ids.ts';
import { refuseManaged } from './managedInterfaces.ts';

export function detachNetworkInterface(call: Call, input: DetachNetworkInterfaceRequest): object {
  const id = required(input.AttachmentId, 'attachmentId');
  const row = call.tx.networkInterfaces.by('scope', mine(call)).find(({ spec }) => spec.attachmentId === id);
  if (!row) {
    throw new AwsError('InvalidAttachmentID.NotFound', `The interface attachment ID '${id}' does not exist`);
  }
  refuseManaged(row);
  throw new AwsError(
    'OperationNotPermitted',
    'The network interface at device index 0 and networkCard index 0 cannot be detached.',
  );
}
