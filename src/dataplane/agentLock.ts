/** One agent for each data directory. The kernel gives the lock back when its holder ends, however that happens. */
import { openSync } from 'node:fs';
import koffi from 'koffi';

const LOCK_EX = 2;
const LOCK_NB = 4;

/** Another agent serves this data directory. */
export class AgentLockedError extends Error {
  override name = 'AgentLockedError';
}

/** Takes the lock for the life of this process. */
export function takeAgentLock(path: string): void {
  const flock = koffi.load(null).func('int flock(int fd, int operation)');
  const fd = openSync(path, 'a', 0o600);
  if (flock(fd, LOCK_EX | LOCK_NB) !== 0)
    throw new AgentLockedError('another agent serves this data directory');
}
