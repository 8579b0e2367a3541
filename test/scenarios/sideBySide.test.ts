/** Two installations on one machine know nothing of each other. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeNetwork, partyOf } from '../../src/cli/tour/party.ts';
import { SERVICE_PORT } from '../../src/cli/tour/provider.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';
import { makeConnection } from '../support/parties.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

describe.skipIf(missing)('two daemons with a connection each, all addresses the same', () => {
  const [left, right] = [new DaemonBed(), new DaemonBed()];
  let connections: Awaited<ReturnType<typeof makeConnection>>[];

  beforeAll(async () => {
    await Promise.all([left.start(), right.start()]);
    connections = await Promise.all([makeConnection(left), makeConnection(right)]);
  });
  afterAll(async () => {
    await left.clear();
    await right.clear();
  });

  test('each carries its own traffic', async () => {
    for (const { consumer, endpoint } of connections) {
      const { outcome } = await consumer.inside.connect(endpoint.dnsName, SERVICE_PORT);
      expect(outcome).toBe('connected');
    }
  });

  test('a second daemon on the same directory or port is refused with a sentence', async () => {
    const sameDirectory = left.postern('up', '--port', '0');
    expect(sameDirectory.status).toBe(1);
    expect(sameDirectory.stderr).toMatch(
      /^Another Postern already runs on .*\. Stop it, or start this one with/,
    );
    const fresh = new DaemonBed();
    const samePort = fresh.postern('up', '--port', new URL(left.endpoint).port);
    expect(samePort.status).toBe(1);
    expect(samePort.stderr).toMatch(/^Cannot listen on .*EADDRINUSE.*Choose another with --port\.\n$/);
    await fresh.clear();
  });

  test('taking one down leaves the other as it was', async () => {
    expect(left.postern('down')).toMatchObject({ status: 0 });
    expect(left.namespaces()).toBe(0);
    const [, { consumer, endpoint } = await makeConnection(right)] = connections;
    expect((await consumer.inside.connect(endpoint.dnsName, SERVICE_PORT)).outcome).toBe('connected');
    await makeNetwork(partyOf('444455556666', right.endpoint), '10.1.0.0/16');
  });
});
