/** What is left after an end, ordered or not: nothing. */
import { describe, expect, test } from 'vitest';
import { DaemonBed, hostNetwork, whyNoDaemon } from '../support/daemonBed.ts';
import { makeConnection } from '../support/parties.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

describe.skipIf(missing)('nothing is left', () => {
  test('by `postern down` after everything was killed, and again', async () => {
    const before = hostNetwork();
    const bed = new DaemonBed();
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
    await bed.clear();
  });

  test('by `postern down` while the daemon runs', async () => {
    const bed = new DaemonBed();
    await bed.start();
    await makeConnection(bed);
    expect(bed.postern('down').stdout).toContain('Stopping the daemon');
    expect(bed.namespaces()).toBe(0);
    await bed.clear();
  });

  test('by SIGTERM, but for --keep-network, which the next daemon takes over', async () => {
    const bed = new DaemonBed();
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
    await bed.clear();
  });
});
