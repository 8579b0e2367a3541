/** Image ids: any will do here, as long as it looks like one. */
import { AwsError } from '../../../base/awsError.ts';

/** @throws AwsError InvalidAMIID.Malformed */
export function checkImageId(id: string): void {
  if (/^ami-[0-9A-Za-z-]+$/.test(id)) return;
  throw new AwsError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
}
