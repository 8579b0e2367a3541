/** ELBv2's general refusals. */
import { AwsError } from '../../base/awsError.ts';

/** A parameter that is missing, malformed or out of range. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** Settings that are each well formed but not allowed here. */
export function invalidConfiguration(message: string): AwsError {
  return new AwsError('InvalidConfigurationRequest', message);
}

/**
 * A value of a closed list, refused as AWS's front end refuses others.
 * @param path of the member, in lower camel case
 */
export function checkEnum<T extends string>(path: string, values: readonly T[], value: string): T {
  const found = values.find((each) => each === value);
  if (found !== undefined) return found;
  throw validationError(
    `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${values.join(', ')}]`,
  );
}

/** The value, which the request must contain. */
export function required<T>(value: T | undefined, parameter: string): T {
  if (value !== undefined && value !== '') return value;
  throw validationError(`A value for ${parameter} must be specified`);
}
