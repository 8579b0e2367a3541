/** Checks of real servers in a real namespace. */
import http from 'node:http';
import https from 'node:https';
import type net from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { namespaceBed, whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import { type CheckRow, type ProgramRow, rowKey } from '../../program/rows.ts';
import { namespaceOf } from '../namespaces.ts';
import { NamespaceSockets } from '../netns/namespaceSockets.ts';
import type { Part } from '../part.ts';
import type { Finding } from './finding.ts';
import { startHealth } from './startHealth.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

/** A certificate that nobody trusts: checks do not look. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwPF2HTxgvKl/l8OJ
c2VCv0AyfY0NMS+BDJgdFDORpxOhRANCAARigalBdvopqUWQp95j6a4lPDkGEK8b
34Lh1DoVM5jUKeAoatID8pEW/zQXuE+wGXOQ57Rb7Pcl5qi4gW3FvrI3
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBejCCAR+gAwIBAgIUcrxRZL0fSQoWiE+9vpii2C72jEEwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGdGFyZ2V0MCAXDTI2MTEyMjE2NDgwN1oYDzIxMjYxMDI5MTY0
ODA3WjARMQ8wDQYDVQQDDAZ0YXJnZXQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AARigalBdvopqUWQp95j6a4lPDkGEK8b34Lh1DoVM5jUKeAoatID8pEW/zQXuE+w
GXOQ57Rb7Pcl5qi4gW3FvrI3o1MwUTAdBgNVHQ4EFgQUNQw3HmYu0gMNAYoRWr65
NnCLAN8wHwYDVR0jBBgwFoAUNQw3HmYu0gMNAYoRWr65NnCLAN8wDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA0SAkhD2vR57zfELXldlyWF1vHim5
XDkvkU8U/nUUkNcCIQCPme1MgNiEQaSXLhpF6pz8XGIbJD4lV2QG3exiOCV6Gw==
-----END CERTIFICATE-----`;

describe.skipIf(missing)('health checks', () => {
  const bed = namespaceBed();
  const installationId = bed.name('x').replace(/-x$/, '');
  let sockets: NamespaceSockets;
  let target: string;
  let part: Part | undefined;
  let nextPort = 7000;

  beforeAll(() => {
    bed.addNamed(namespaceOf(installationId, 'vpc-1'));
    target = bed.add('target');
    bed.join(namespaceOf(installationId, 'vpc-1'), '10.0.0.1/24', 'target', '10.0.0.2/24');
    bed.ip(namespaceOf(installationId, 'vpc-1'), 'address', 'add', '10.0.0.200/32', 'dev', 'lo');
    sockets = new NamespaceSockets();
  });
  afterEach(() => part?.close());
  afterAll(async () => {
    await sockets?.close();
    bed.clear();
  });

  function checkOf(port: number, more: Partial<CheckRow> = {}): CheckRow {
    return {
      kind: 'check',
      id: `check-${port}`,
      vpcId: 'vpc-1',
      sourceAddress: '10.0.0.200',
      address: '10.0.0.2',
      port,
      protocol: 'TCP',
      path: '/',
      matcher: '200-399',
      intervalMs: 100,
      timeoutMs: 50,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      ...more,
    };
  }

  async function started(rows: CheckRow[], initial = new Map<string, Finding>()): Promise<Finding[]> {
    const found: Finding[] = [];
    part = await startHealth({
      installationId,
      sockets,
      initial,
      onHealth: (_, finding) => found.push(finding),
    });
    await part.apply(change(rows));
    return found;
  }

  async function answering(
    handler: (peer: net.Socket) => void,
  ): Promise<{ port: number; stop(): Promise<void> }> {
    const port = nextPort++;
    const server = await sockets.listenTcp(target, '10.0.0.2', port);
    const peers: net.Socket[] = [];
    server.on('connection', (peer) => {
      peers.push(peer.on('error', () => undefined));
      handler(peer);
    });
    const stop = () => {
      for (const peer of peers) peer.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    };
    return { port, stop };
  }

  const overHttp = (server: http.Server) => (peer: net.Socket) => void server.emit('connection', peer);

  it('TCP: the handshake is enough, and comes from the node', async () => {
    const sources: unknown[] = [];
    const { port, stop } = await answering((peer) => {
      sources.push(peer.remoteAddress);
      peer.resume();
    });
    const found = await started([checkOf(port)]);
    await expect.poll(() => found).toEqual([{ state: 'healthy' }]);
    expect(sources[0]).toBe('10.0.0.200');
    await part?.close();
    await stop();
  });

  it('TCP: a target that stops listening becomes unhealthy, and healthy when it listens again', async () => {
    const { port, stop } = await answering((peer) => peer.resume());
    const found = await started([checkOf(port)]);
    await expect.poll(() => found).toHaveLength(1);
    await stop();
    await expect
      .poll(() => found.at(-1))
      .toEqual({
        state: 'unhealthy',
        reason: 'Target.FailedHealthChecks',
        description: 'Health checks failed',
      });
    const server = await sockets.listenTcp(target, '10.0.0.2', port);
    await expect.poll(() => found.at(-1)).toEqual({ state: 'healthy' });
    server.close();
  });

  it('TCP: an address that does not answer times out', async () => {
    const found = await started([checkOf(80, { address: '10.0.0.77' })]);
    const expected = { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' };
    await expect.poll(() => found).toEqual([expected]);
  });

  it('HTTP: asks for the path with a host header and takes codes of the matcher', async () => {
    const asked: unknown[] = [];
    const server = http.createServer(({ method, url, headers }, response) => {
      asked.push([method, url, headers.host]);
      response.writeHead(url === '/healthz?deep=1' ? 202 : 503).end('x'.repeat(100_000));
    });
    const { port, stop } = await answering(overHttp(server));
    const row = checkOf(port, {
      protocol: 'HTTP',
      path: '/healthz?deep=1',
      matcher: '200,202',
      timeoutMs: 1000,
    });
    const found = await started([row]);
    await expect.poll(() => found).toEqual([{ state: 'healthy' }]);
    expect(asked[0]).toEqual(['GET', '/healthz?deep=1', `10.0.0.2:${port}`]);
    await part?.apply(change([{ ...row, path: '/else' }]));
    const description = 'Health checks failed with these codes: [503]';
    await expect
      .poll(() => found.at(-1))
      .toEqual({ state: 'unhealthy', reason: 'Target.ResponseCodeMismatch', description });
    await part?.close();
    await stop();
  });

  it('HTTP: a server that accepts and says nothing times out; one that talks nonsense fails', async () => {
    const silent = await answering((peer) => peer.resume());
    const babbling = await answering((peer) => peer.end('hello\r\n\r\n'));
    const quiet = await started([checkOf(silent.port, { protocol: 'HTTP' })]);
    await expect.poll(() => quiet).toMatchObject([{ reason: 'Target.Timeout' }]);
    await part?.close();
    const odd = await started([checkOf(babbling.port, { protocol: 'HTTP', timeoutMs: 1000 })]);
    await expect.poll(() => odd).toMatchObject([{ reason: 'Target.FailedHealthChecks' }]);
    await part?.close();
    await Promise.all([silent.stop(), babbling.stop()]);
  });

  it('HTTPS: any certificate will do; plain HTTP will not', async () => {
    const server = https.createServer({ key, cert }, (_, response) => response.end());
    const { port, stop } = await answering(overHttp(server));
    const found = await started([checkOf(port, { protocol: 'HTTPS', timeoutMs: 2000 })]);
    await expect.poll(() => found).toEqual([{ state: 'healthy' }]);
    await part?.close();
    const plain = await started([checkOf(port, { protocol: 'HTTP', timeoutMs: 2000 })]);
    await expect.poll(() => plain).toMatchObject([{ state: 'unhealthy' }]);
    await part?.close();
    await stop();
  });

  it('a namespace that is not there yet says nothing about the target', async () => {
    const found = await started([checkOf(80, { vpcId: 'vpc-later', intervalMs: 20 })]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(found).toEqual([]);
  });

  it('a removed check ends, and starts anew when it comes back', async () => {
    const { port, stop } = await answering((peer) => peer.resume());
    const row = checkOf(port);
    const found = await started([row], new Map([[row.id, { state: 'healthy' }]]));
    await part?.apply({ put: [], removed: [row], rows: new Map() });
    await part?.apply(change([row]));
    await expect.poll(() => found).toEqual([{ state: 'healthy' }]);
    await part?.close();
    await stop();
  });
});

function change(put: ProgramRow[]) {
  return { put, removed: [], rows: new Map(put.map((row) => [rowKey(row), row])) };
}
