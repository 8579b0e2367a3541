/** Names, paths and other texts of IAM. Members are named as AWS's messages name them (`userName`). */
import { constraintError, validationError } from './errors.ts';

/** @throws AwsError ValidationError for a text that is missing, too short or too long */
export function checkLength(text: string | undefined, member: string, min: number, max: number): string {
  if (text === undefined) {
    throw validationError(
      `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  if (text.length < min) {
    throw constraintError(text, member, `have length greater than or equal to ${min}`);
  }
  if (text.length > max) throw constraintError(text, member, `have length less than or equal to ${max}`);
  return text;
}

/** @param max 64 for users, roles and users' things; 128 for groups, policies and instance profiles */
export function checkName(name: string | undefined, member: string, max: number): string {
  const text = checkLength(name, member, 1, max);
  if (/^[\w+=,.@-]+$/.test(text)) return text;
  throw validationError(
    `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  );
}

/** `/` where none is given. */
export function checkPath(path: string | undefined): string {
  const text = checkLength(path ?? '/', 'path', 1, 512);
  if (/^\/([!-~]+\/)?$/.test(text)) return text;
  throw validationError(
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  );
}

export function checkPathPrefix(prefix: string | undefined): string {
  const text = checkLength(prefix ?? '/', 'pathPrefix', 1, 512);
  if (/^\/[!-~]*$/.test(text)) return text;
  throw validationError(
    'The specified value for pathPrefix is invalid. It must begin with / and contain only alphanumeric characters and/or / characters.',
  );
}

export function checkDescription(description: string | undefined): string | undefined {
  return description === undefined ? undefined : checkLength(description, 'description', 0, 1000);
}
