/** Port numbers of listeners, target groups and targets. */
import { validationError } from './errors.ts';

/** @throws AwsError ValidationError outside 1..65535 */
export function checkPort(port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw validationError(`Port '${port}' must be between 1 and 65535`);
}
