/**
 * Without root, the whole bench runs again in a user namespace of its own, with a network and a /run of its
 * own: there it is root, and everything it makes goes with its last process.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { environment, run } from './commands.ts';

const INSIDE = 'POSTERN_BENCH_INSIDE';

/** True where this process may make namespaces; otherwise another one does it all, and this one ends like it. */
export async function mayMakeNamespaces(): Promise<boolean> {
  if (process.env[INSIDE]) {
    await prepare();
    return true;
  }
  if (process.getuid?.() === 0) return true;
  process.exitCode = await runInside();
  return false;
}

async function runInside(): Promise<number> {
  const own = ['--user', '--map-root-user', '--mount', '--net', '--'];
  const env = { ...environment(), [INSIDE]: '1' };
  const child = spawn('unshare', [...own, process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill('SIGTERM'));
  const [status] = await once(child, 'exit');
  return (status as number | null) ?? 1;
}

async function prepare(): Promise<void> {
  delete process.env[INSIDE];
  await run(['mount', '-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/run']);
  mkdirSync('/run/netns');
  await run(['ip', 'link', 'set', 'lo', 'up']);
}
