/** One agent for each data directory. The kernel gives the lock back when its holder ends, however that happens. */
import { ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import koffi from 'koffi';
import { type ProcessIdentity, thisProcess } from '../base/processIdentity.ts';

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
  ftruncateSync(fd);
  writeSync(fd, JSON.stringify(thisProcess()));
}

/** Who took the lock last, and may have ended since. */
export function lastAgent(path: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
