/**
 * Without root, namespaces live in a user and a mount namespace that a small process holds: `sleep`, in a
 * session of its own. The agent runs inside; it may die and come back, and finds its namespaces as they were.
 *
 *   holder (user, mount: a /run of its own) ── /run/netns/postern-…
 *      └── agent, postern exec: enter by nsenter
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { known } from '../base/assert.ts';
import { processOf } from '../base/processIdentity.ts';
import { HostError } from './hostTools.ts';
import { attempt, environment } from './kernel/exec.ts';
import { replaceFile } from './rowStore.ts';

interface HolderRecord {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: tells it from a later process with the same number. */
  readonly startTime: string;
}

const START_TIMEOUT_MS = 10_000;

/** Words before a command that is to run where an agent without root has its namespaces. */
export function enterHolder(pid: number): string[] {
  return ['nsenter', '--user', '--mount', '--preserve-credentials', '-t', String(pid), '--'];
}

/** The holder of this agent directory; undefined where none runs. */
export function findHolder(agentDirectory: string): number | undefined {
  const file = recordFile(agentDirectory);
  if (!existsSync(file)) return undefined;
  const { pid, startTime }: HolderRecord = JSON.parse(readFileSync(file, 'utf8'));
  return startTimeOf(pid) === startTime ? pid : undefined;
}

/** The holder, started where there is none. */
export async function ensureHolder(agentDirectory: string): Promise<number> {
  const running = findHolder(agentDirectory);
  if (running !== undefined) return running;
  const child = spawn('unshare', ['--user', '--map-root-user', '--mount', '--', 'sleep', 'infinity'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: environment(),
  });
  const pid = await ready(child);
  await prepare(pid, agentDirectory);
  const record: HolderRecord = { pid, startTime: known(startTimeOf(pid), 'the holder runs') };
  replaceFile(recordFile(agentDirectory), JSON.stringify(record));
  child.stderr?.destroy();
  child.unref();
  return pid;
}

/** Ends the holder; its namespaces go with the last process inside. */
export function endHolder(agentDirectory: string): void {
  const pid = findHolder(agentDirectory);
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  rmSync(recordFile(agentDirectory), { force: true });
}

function recordFile(agentDirectory: string): string {
  mkdirSync(agentDirectory, { recursive: true, mode: 0o700 });
  return join(agentDirectory, 'holder.json');
}

/** The process is ready once `unshare` has become `sleep`. */
async function ready(child: ChildProcess): Promise<number> {
  let words = '';
  child.stderr?.on('data', (chunk) => {
    words += chunk;
  });
  child.on('error', (error) => {
    words += error.message;
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline && child.exitCode === null && child.pid !== undefined) {
    if (nameOf(child.pid) === 'sleep' && !sharesOurUsers(child.pid)) return child.pid;
    await pause(5);
  }
  child.kill('SIGKILL');
  throw new HostError(
    `Without root the data plane needs user namespaces, and they cannot be made here: ${words.trim() || 'no answer'}. ` +
      'Run as root, or allow them: sysctl kernel.unprivileged_userns_clone=1, ' +
      'on Ubuntu also sysctl kernel.apparmor_restrict_unprivileged_userns=0',
  );
}

/**
 * A /run of its own, which has the host's entries but for `netns`: tools, name service and the file to which
 * systemd's /etc/resolv.conf leads may be there. Positional: 1 a directory to stand on meanwhile.
 */
const OWN_RUN = `
set -e
host=$1/host-run
mkdir -p "$host"
mount -n --rbind /run "$host"
mount -n -t tmpfs -o mode=755 tmpfs /run
mkdir /run/netns
cd "$host"
for entry in *; do
  if [ "$entry" = netns ]; then :
  elif [ -L "$entry" ]; then cp -P "$entry" /run/
  elif [ -d "$entry" ]; then mkdir "/run/$entry" && mount -n --rbind "$host/$entry" "/run/$entry"
  elif [ -e "$entry" ]; then : > "/run/$entry" && mount -n --bind "$host/$entry" "/run/$entry"
  fi || echo "/run/$entry cannot be shown" >&2
done
cd /
umount -n --lazy "$host"
rmdir "$host"
`;

async function prepare(pid: number, agentDirectory: string): Promise<void> {
  const script = ['sh', '-c', OWN_RUN, 'sh', agentDirectory];
  const { status, stderr } = await attempt([...enterHolder(pid), ...script]);
  if (status !== 0) throw new HostError(`A user namespace has no /run of its own: ${stderr.trim()}`);
}

function nameOf(pid: number): string | undefined {
  return readOrNothing(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
}

function sharesOurUsers(pid: number): boolean {
  const users = (process: string) => readOrNothing(() => readlinkSync(`/proc/${process}/ns/user`));
  return users(String(pid)) === users('self');
}

/** Undefined also for one that was killed and waits for its parent: there is nothing to enter. */
function startTimeOf(pid: number): string | undefined {
  return processOf(pid)?.startTime;
}

function readOrNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
