/** What is left after an end, ordered or not: nothing. */
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { heldProcesses } from '../../src/dataplane/heldProcesses.ts';
import { findHolder } from '../../src/dataplane/holder.ts';
import { readInstallationId } from '../../src/state/dataDirectory.ts';
import { DaemonBed, hostNetwork, isRoot, whyNoDaemon } from '../support/daemonBed.ts';
import { makeConnection } from '../support/parties.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

describe.skipIf(missing)('nothing is left', () => {
  test('by `postern down` after everything was killed, and again', async () => {
    const before = hostNetwork();
    const bed = clearedBed();
    await bed.start();
    await makeConnection(bed);
    expect(bed.namespaces()).toBe(5);
    await bed.killDaemon();
    await bed.killAgent();
    expect(bed.namespaces()).toBe(5);
    expect(bed.postern('down')).toMatchObject({ status: 0 });
    expect(bed.namespaces()).toBe(0);
    expect(bed.postern('down')).toMatchObject({ status: 0 });
    expect(hostNetwork()).toEqual(before);
  });

  test.skipIf(isRoot)('by `postern down` after the holder of the user namespace was killed too', async () => {
    const bed = clearedBed();
    await bed.start();
    await makeConnection(bed);
    const installationId = readInstallationId(bed.data) ?? '';
    await bed.killDaemon();
    await bed.killAgent();
    process.kill(findHolder(join(bed.data, 'agent')) ?? 0, 'SIGKILL');
    // The provider's server; what the agent was running when it was killed ends by itself.
    await expect.poll(() => heldProcesses(installationId).length, { timeout: 10_000 }).toBe(1);
    expect(bed.postern('down')).toMatchObject({ status: 0 });
    expect(heldProcesses(installationId)).toEqual([]);
  });

  test('by `postern down` while the daemon runs', async () => {
    const bed = clearedBed();
    await bed.start();
    await makeConnection(bed);
    expect(bed.postern('down').stdout).toContain('Stopping the daemon');
    expect(bed.namespaces()).toBe(0);
  });

  test('by SIGTERM, but for --keep-network, which the next daemon takes over', async () => {
    const bed = clearedBed();
    const daemon = await bed.start('--keep-network');
    const { consumer, endpoint } = await makeConnection(bed);
    const agent = bed.agentPid();
    expect(await daemon.stop()).toBe(0);
    expect(bed.namespaces()).toBe(5);
    const next = await bed.start();
    expect(bed.agentPid()).toBe(agent);
    expect((await consumer.inside.connect(endpoint.dnsName, 80)).outcome).toBe('connected');
    expect(await next.stop()).toBe(0);
    expect(bed.namespaces()).toBe(0);
  });
});

/** One that is cleared however the test ends. */
function clearedBed(): DaemonBed {
  const bed = new DaemonBed();
  onTestFinished(() => bed.clear());
  return bed;
}
