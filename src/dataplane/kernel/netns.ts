/**
 * Namespaces by name. `ip netns` leaves the namespace it is in to make another, and without root it may not
 * return to the host's: so it runs in one to throw away, as root too, where it does no harm.
 */
import { readdirSync, statSync } from 'node:fs';
import { namespacePath } from '../namespaces.ts';
import { giveBack } from './borrowed.ts';
import { run } from './exec.ts';

/** In full names of routers. */
const ROUTER = '-vpc-';
const BATCH = ['unshare', '--net', '--', 'ip', '-batch', '-'];

/** Names of the namespaces that begin with `prefix`. */
export function listNamespaces(prefix: string): string[] {
  try {
    return readdirSync('/run/netns')
      .filter((name) => name.startsWith(prefix))
      .sort();
  } catch {
    return [];
  }
}

export async function addNamespaces(names: readonly string[]): Promise<void> {
  if (names.length > 0) await run(BATCH, lines('add', names));
}

/**
 * What a router has borrowed of the host goes back first. The processes inside are ended: they would keep it alive
 * without a name.
 */
export async function removeNamespaces(names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await Promise.all(names.filter((name) => name.includes(ROUTER)).map((name) => giveBack(name, () => true)));
  await endProcesses(names);
  await run(BATCH, lines('delete', names));
}

function lines(verb: string, names: readonly string[]): string {
  return names.map((name) => `netns ${verb} ${name}\n`).join('');
}

/** Time between the polite signal and the other one. */
const GRACE_MS = 500;
/** A process in an uninterruptible sleep is not waited for longer. */
const PATIENCE_MS = 5000;

async function endProcesses(names: readonly string[]): Promise<void> {
  const inodes = new Set(names.map((name) => inodeOf(namespacePath(name))));
  inodes.delete(undefined);
  if (signalAll(inodes, 'SIGTERM') === 0) return;
  const began = performance.now();
  const passed = () => performance.now() - began;
  while (passed() < GRACE_MS && processesIn(inodes).length > 0) await pause(25);
  while (passed() < PATIENCE_MS && signalAll(inodes, 'SIGKILL') > 0) await pause(25);
}

function signalAll(inodes: ReadonlySet<number | undefined>, signal: NodeJS.Signals): number {
  const pids = processesIn(inodes);
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
  return pids.length;
}

/** Processes in those namespaces, dead ones that nobody has fetched left out: they have no namespace. */
function processesIn(inodes: ReadonlySet<number | undefined>): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .filter((pid) => {
      const inode = inodeOf(`/proc/${pid}/ns/net`);
      return inode !== undefined && inodes.has(inode);
    })
    .map(Number);
}

function inodeOf(path: string): number | undefined {
  try {
    return statSync(path).ino;
  } catch {
    return undefined;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
