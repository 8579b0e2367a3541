/** Real processes in a user namespace whose first process is dead. */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, describe, expect, it } from 'vitest';
import { endHeldProcesses, heldProcesses } from './heldProcesses.ts';
import { namespaceOf, namespacePath } from './namespaces.ts';

const probe = spawnSync('unshare', ['--user', '--map-root-user', '--mount', '--net', 'ip', '-V']);
const missing = probe.status === 0 ? undefined : `user namespaces cannot be made here: ${probe.stderr}`;
if (missing) console.warn(`skipped: ${missing}`);

const installationId = randomBytes(3).toString('hex');
const name = namespaceOf(installationId, 'i-1');

/** A holder with an instance in which two processes run, one of them deaf to SIGTERM. */
const SCRIPT = `
mount -t tmpfs tmpfs /run && ip netns add ${name}
nsenter --net=${namespacePath(name)} unshare --mount sh -c "trap '' TERM; echo deaf; sleep 600; sleep 600" &
nsenter --net=${namespacePath(name)} unshare --mount sh -c "echo plain; exec sleep 600" &
wait`;

describe.skipIf(missing)('what runs inside after its holder was killed', () => {
  const bystander = spawn('unshare', ['--user', '--map-root-user', '--mount', 'sleep', '600']);
  afterAll(() => bystander.kill());

  it('is found, and ended, and nothing else is', async () => {
    await killedHolder();
    expect(heldProcesses('000000')).toEqual([]);
    expect(heldProcesses(installationId).length).toBeGreaterThanOrEqual(2);
    expect(await endHeldProcesses(installationId)).toBe(true);
    expect(heldProcesses(installationId)).toEqual([]);
    expect(bystander.exitCode ?? bystander.signalCode).toBe(null);
  });
});

async function killedHolder(): Promise<void> {
  const holder = spawn('unshare', ['--user', '--map-root-user', '--mount', '--net', 'sh', '-c', SCRIPT]);
  let text = '';
  holder.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await expect.poll(() => text.split('\n').filter(Boolean).sort()).toEqual(['deaf', 'plain']);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
}
