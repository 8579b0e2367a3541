/** A policy's version by its id. */
import type { ManagedPolicy, PolicyVersion } from '../../../resources/iam.ts';
import { noSuchEntity, validationError } from '../errors.ts';

export function findVersion(policy: ManagedPolicy, versionId: string | undefined): PolicyVersion {
  if (!versionId || !/^v[1-9]\d*(\.[A-Za-z0-9-]*)?$/.test(versionId)) {
    throw validationError(
      `1 validation error detected: Value '${versionId ?? ''}' at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?`,
    );
  }
  const version = policy.spec.versions.find(({ id }) => id === versionId);
  if (version) return version;
  throw noSuchEntity(`Policy ${policy.id} version ${versionId} does not exist or is not attachable.`);
}
