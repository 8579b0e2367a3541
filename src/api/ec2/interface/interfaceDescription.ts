/** What callers may write about an interface. */
import { AwsError } from '../../../base/awsError.ts';

const MAX_LENGTH = 255;

/** @throws AwsError InvalidParameterValue */
export function checkInterfaceDescription(description = ''): void {
  if (description.length <= MAX_LENGTH) return;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${description}) for parameter description is invalid. It has more than ${MAX_LENGTH} characters.`,
  );
}
