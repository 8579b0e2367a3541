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

function checkCharacters(name: string | undefined, words: string): string {
  const text = required(name, 'Name');
  if (text.length > MAX_LENGTH) {
    throw validationError(`${words} name '${text}' cannot be longer than '${MAX_LENGTH}' characters`);
  }
  if (/^[A-Za-z0-9-]+$/.test(text)) return text;
  throw validationError(
    `${words} name '${text}' can only contain characters that are alphanumeric characters or hyphens(-)`,
  );
}
