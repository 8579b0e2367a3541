/** Names of load balancers and target groups. */
import { required, validationError } from './errors.ts';

const MAX_LENGTH = 32;

/** @throws AwsError ValidationError */
export function checkLoadBalancerName(name: string | undefined): string {
  const checked = checkCharacters(name, 'Load balancer');
  if (/^-|-$/.test(checked)) {
    throw validationError(`Load balancer name '${checked}' cannot begin or end with a hyphen(-)`);
  }
  if (checked.startsWith('internal-')) {
    throw validationError("Load balancer name cannot begin with 'internal-'");
  }
  return checked;
}

/** @throws AwsError ValidationError */
export function checkTargetGroupName(name: string | undefined): string {
  const checked = checkCharacters(name, 'Target group');
  if (!/^-|-$|--/.test(checked)) return checked;
  throw validationError(
    `1 validation error detected: Value '${checked}' at 'targetGroup.targetGroupArn.targetGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!.*--)(?!^-)(?!.*-$)^[A-Za-z0-9-]+$`,
  );
}

/** @throws AwsError ValidationError for a name that nothing can have */
export function checkNameLength(name: string, words: string): string {
  if (name.length <= MAX_LENGTH) return name;
  throw validationError(`${words} name '${name}' cannot be longer than '${MAX_LENGTH}' characters`);
}

function checkCharacters(name: string | undefined, words: string): string {
  const text = checkNameLength(required(name, 'Name'), words);
  if (/^[A-Za-z0-9-]+$/.test(text)) return text;
  throw validationError(
    `${words} name '${text}' can only contain characters that are alphanumeric characters or hyphens(-)`,
  );
}
