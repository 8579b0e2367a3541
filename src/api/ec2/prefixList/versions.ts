/** Versions of prefix lists as requests name them. */
import { AwsError } from '../../../base/awsError.ts';
import { type PrefixList, prefixListVersionId } from '../../../resources/prefixList.ts';
import type { Call } from '../../operation.ts';

/** Two who change a list at once are told apart by the version that each has seen. */
export function checkVersionInForce({ spec }: PrefixList, version: number): void {
  if (version === spec.version) return;
  throw new AwsError('PrefixListVersionMismatch', 'The prefix list has the incorrect version number.');
}

/** @throws AwsError InvalidParameterValue for one that the list never had */
export function checkVersionExists({ tx }: Call, { id }: PrefixList, version: number): number {
  if (tx.prefixListVersions.has(prefixListVersionId(id, version))) return version;
  throw new AwsError(
    'InvalidParameterValue',
    `The specified value for version is not valid: the prefix list ${id} has no version ${version}.`,
  );
}
