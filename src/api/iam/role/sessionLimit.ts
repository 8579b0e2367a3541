/** How long a role's sessions may last. */
import { constraintError } from '../errors.ts';

const LEAST_SECONDS = 3600;
const MOST_SECONDS = 43_200;

/** An hour where nothing is asked for. */
export function checkMaxSession(seconds: number = LEAST_SECONDS): number {
  if (!(seconds >= LEAST_SECONDS)) {
    throw constraintError(
      seconds,
      'maxSessionDuration',
      `have value greater than or equal to ${LEAST_SECONDS}`,
    );
  }
  if (seconds > MOST_SECONDS) {
    throw constraintError(seconds, 'maxSessionDuration', `have value less than or equal to ${MOST_SECONDS}`);
  }
  return seconds;
}
