/**
 * Ends what runs inside the namespaces of an agent without root, also where its holder is dead: then nothing
 * leads there but the processes themselves, each of which keeps its namespaces alive.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { namespacePath, namespacePrefix } from './namespaces.ts';

/** Time between the polite signal and the other one. */
const GRACE_MS = 500;
/** A process in an uninterruptible sleep is not waited for longer. */
const PATIENCE_MS = 5000;
const LOOK_EVERY_MS = 25;

/** False: some could not be ended in time. */
export async function endHeldProcesses(installationId: string): Promise<boolean> {
  const find = () => heldProcesses(installationId);
  return (await signalled(find, 'SIGTERM', GRACE_MS)) || (await signalled(find, 'SIGKILL', PATIENCE_MS));
}

/** True once there are none. */
async function signalled(
  find: () => readonly number[],
  signal: NodeJS.Signals,
  timeMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeMs;
  const asked = new Set<number>();
  for (let pids = find(); pids.length > 0; pids = find()) {
    if (performance.now() > deadline) return false;
    for (const pid of pids.filter((each) => !asked.has(each))) send(pid, signal);
    for (const pid of pids) asked.add(pid);
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}

/** Those in a user namespace other than ours that have a namespace of the installation among their mounts. */
export function heldProcesses(installationId: string): number[] {
  const mark = ` ${namespacePath(namespacePrefix(installationId))}`;
  const ours = usersOf('self');
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && ![undefined, ours].includes(usersOf(entry)))
    .filter((pid) => mountsOf(pid).includes(mark))
    .map(Number);
}

/** Undefined for those that have ended, and for those of others. */
function usersOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/user`);
  } catch {
    return undefined;
  }
}

function mountsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/mountinfo`, 'utf8');
  } catch {
    return '';
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
