/**
 * A lock on a file that the kernel holds for this process (flock(2)): it goes with the process, however that
 * ends, so there is never a stale one to judge. Node opens files close-on-exec, so no child inherits it.
 */
import { closeSync, openSync } from 'node:fs';
import koffi from 'koffi';

const LOCK_EX = 2;
const LOCK_NB = 4;

/** Gives the lock back. */
export type Unlock = () => void;

/** Takes the lock, or returns undefined at once when another process has it. */
export function lockFile(path: string): Unlock | undefined {
  const flock = koffi.load(null).func('int flock(int fd, int operation)');
  const file = openSync(path, 'a', 0o600);
  if (flock(file, LOCK_EX | LOCK_NB) === 0) return () => closeSync(file);
  closeSync(file);
  return undefined;
}
