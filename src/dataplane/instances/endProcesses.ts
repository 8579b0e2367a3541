/** Ends every process inside a network namespace, so that its deletion leaves nothing running. */
import { readdir, readlink, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  /** Time between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  /** Time after SIGKILL; a process may be stuck in the kernel. */
  readonly killMs: number;
}

const POLL_MS = 25;

/**
 * SIGTERM, then SIGKILL for those that stay. Settles when no process is left; a namespace that is not there
 * has none. False: some could not be ended in time.
 */
export async function endProcesses(
  namespacePath: string,
  patience: Patience = { graceMs: 2000, killMs: 2000 },
): Promise<boolean> {
  const link = await namespaceLink(namespacePath);
  if (link === undefined) return true;
  return (
    (await signalUntilGone(link, 'SIGTERM', patience.graceMs)) ||
    (await signalUntilGone(link, 'SIGKILL', patience.killMs))
  );
}

/** How /proc names the namespace at a path. */
async function namespaceLink(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && `net:[${found.ino}]`;
}

/** Each process is signalled once; those born meanwhile too. */
async function signalUntilGone(link: string, signal: NodeJS.Signals, timeMs: number): Promise<boolean> {
  const signalled = new Set<number>();
  const deadline = performance.now() + timeMs;
  for (;;) {
    const alive = await processesInside(link);
    if (alive.length === 0) return true;
    if (performance.now() > deadline) return false;
    for (const pid of alive) {
      if (!signalled.has(pid)) sendSignal(pid, signal);
      signalled.add(pid);
    }
    await sleep(POLL_MS);
  }
}

/** Zombies have no namespace any more, so they are not found. */
async function processesInside(link: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const links = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/ns/net`).catch(() => undefined)));
  return pids.filter((pid, index) => links[index] === link && pid !== process.pid);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended by itself in between, or it is not ours to end; then it is found again and reported.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
