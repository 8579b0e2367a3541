/** Interfaces of endpoints and load balancers: their owners may tag them, nothing more. */
import { AwsError } from '../../../base/awsError.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';

/** @throws AwsError OperationNotPermitted */
export function refuseManaged({ spec }: NetworkInterface): void {
  if (!spec.requesterManaged) return;
  throw new AwsError('OperationNotPermitted', "You are not allowed to manage 'ela-attach' attachments.");
}
