/** Names of load balancers and target groups. */
import { required, validationError } from './errors.ts';

const MAX_LENGTH = 32;

/** @throws AwsError ValidationError */
export function checkLoadBalancerName(name: string | undefined): string {
  const checked = checkName(name, 'Load balancer');
  if (checked.startsWith('internal-')) {
    throw validationError("Load balancer name cannot begin with 'internal-'");
  }
  return checked;
}

/** @throws AwsError ValidationError */
export function checkTargetGroupName(name: string | undefined): string {
  return checkName(name, 'Target group');
}

function checkName(name: string | undefined, words: string): string {
  const text = required(name, 'Name');
  if (text.length > MAX_LENGTH) {
    throw validationError(`${words} name '${text}' cannot be longer than '${MAX_LENGTH}' characters`);
  }
  if (!/^[A-Za-z0-9-]+$/.test(text)) {
    throw validationError(
      `${words} name '${text}' can only contain characters that are alphanumeric characters and hyphens(-)`,
    );
  }
  if (/^-|-$/.test(text))
    throw validationError(`${words} name '${text}' cannot begin or end with a hyphen(-)`);
  return text;
}
