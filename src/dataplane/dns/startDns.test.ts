/** Resolvers in real namespaces, asked from a client's namespace. */
import dgram from 'node:dgram';
import { once } from 'node:events';
import dnsPacket from 'dns-packet';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { namespaceBed, whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import { type NamesRow, type ProgramRow, rowKey, type VpcRow } from '../../program/rows.ts';
import { namespaceOf } from '../namespaces.ts';
import { NamespaceSockets } from '../netns/namespaceSockets.ts';
import type { Part } from '../part.ts';
import { firstFrame, framed } from './forwarder.ts';
import { startDns } from './startDns.ts';
import type { Upstream } from './upstreams.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const NAME = 'api.example.com';
const names: NamesRow = {
  kind: 'names',
  id: 'names',
  scope: 'vpc-1',
  zones: [],
  records: [{ name: NAME, ttlSeconds: 60, addresses: [{ address: '10.0.0.7' }] }],
};
const vpc: VpcRow = {
  kind: 'vpc',
  id: 'vpc-1',
  cidrs: ['10.0.0.0/16'],
  fabricBlock: '240.0.64.0/18',
  resolverAddresses: ['10.0.0.2', '169.254.169.253'],
};

describe.skipIf(missing)('the resolver of a VPC', () => {
  const bed = namespaceBed();
  const installationId = bed.name('x').replace(/-x$/, '');
  const router = namespaceOf(installationId, 'vpc-1');
  let sockets: NamespaceSockets;
  let client: string;
  let part: Part;

  beforeAll(() => {
    sockets = new NamespaceSockets();
    client = bed.add('client');
  });
  afterAll(async () => {
    await sockets?.close();
    bed.clear();
  });
  beforeEach(() => start());
  afterEach(async () => {
    await part.close();
    bed.removeOne(router);
  });

  async function start(upstreams: Upstream[] = []): Promise<void> {
    part = await startDns({ installationId, sockets, nodeIsUsable: () => true, upstreams: () => upstreams });
  }

  function makeRouter(): void {
    removeOldLinks();
    bed.addNamed(router);
    bed.join(router, '10.0.0.1/24', 'client', '10.0.0.5/24');
    bed.ip('client', 'route', 'replace', 'default', 'via', '10.0.0.1');
    for (const address of vpc.resolverAddresses)
      bed.ip(router, 'address', 'add', `${address}/32`, 'dev', 'lo');
  }

  /** The kernel takes a deleted router's link down in its own time, and with it the routes that stand on it. */
  function removeOldLinks(): void {
    for (const link of bed.links('client').filter((name) => name !== 'lo')) {
      try {
        bed.ip('client', 'link', 'delete', link);
      } catch {
        // Gone meanwhile.
      }
    }
  }

  const put = (...rows: ProgramRow[]) => part.apply({ put: rows, removed: [], rows: rowsOf(rows) });
  const queryFor = (name: string) =>
    dnsPacket.encode({ type: 'query', id: 9, questions: [{ type: 'A', name }] });

  async function ask(server: string, name = NAME): Promise<unknown> {
    const socket = await sockets.bindUdp(client, '10.0.0.5', 0);
    try {
      socket.send(queryFor(name), 53, server);
      const [message] = await once(socket, 'message', { signal: AbortSignal.timeout(1000) });
      return summary(message);
    } finally {
      socket.close();
    }
  }

  const connectTo = (server: string) =>
    sockets.connectTcp(client, { sourceAddress: '10.0.0.5', address: server, port: 53, timeoutMs: 1000 });

  it('answers at each of its addresses, over UDP and TCP', async () => {
    makeRouter();
    await put(vpc, names);
    for (const server of vpc.resolverAddresses) expect(await ask(server)).toEqual(['NOERROR', '10.0.0.7']);
    const peer = await connectTo('169.254.169.253');
    peer.write(Buffer.concat([framed(queryFor(NAME)), framed(queryFor('x.example.net')).subarray(0, 5)]));
    const [first] = await once(peer, 'data');
    expect(summary(firstFrame(first) ?? Buffer.alloc(0))).toEqual(['NOERROR', '10.0.0.7']);
    peer.write(framed(queryFor('x.example.net')).subarray(5));
    const [second] = await once(peer, 'data');
    expect(summary(firstFrame(second) ?? Buffer.alloc(0))).toEqual(['SERVFAIL']);
    peer.destroy();
  });

  it('lives through nonsense', async () => {
    makeRouter();
    await put(vpc, names);
    const socket = await sockets.bindUdp(client, '10.0.0.5', 0);
    for (const text of ['', 'x', 'x'.repeat(12), '\0'.repeat(600), 'x'.repeat(9000)]) {
      socket.send(Buffer.from(text), 53, '10.0.0.2');
    }
    const peer = await connectTo('10.0.0.2');
    peer.on('error', () => undefined);
    peer.end(Buffer.from('\0\x01x'));
    await once(peer.resume(), 'close');
    socket.close();
    expect(await ask('10.0.0.2')).toEqual(['NOERROR', '10.0.0.7']);
  });

  it('begins by itself once the namespace is there', async () => {
    await put(vpc, names);
    makeRouter();
    await expect.poll(() => ask('10.0.0.2').catch(() => undefined), { timeout: 10_000 }).toBeTruthy();
  });

  it('binds again in a namespace that was made anew', async () => {
    makeRouter();
    await put(vpc, names);
    bed.removeOne(router);
    makeRouter();
    await put(vpc);
    // The old one and its link live until its last socket has gone.
    await expect.poll(() => ask('10.0.0.2').catch(() => undefined), { timeout: 10_000 }).toBeTruthy();
  });

  it('stops at an address that the row no longer has, and keeps the other one', async () => {
    makeRouter();
    await put(vpc, names);
    await put({ ...vpc, resolverAddresses: ['10.0.0.2'] });
    expect(await ask('10.0.0.2')).toEqual(['NOERROR', '10.0.0.7']);
    await expect(connectTo('169.254.169.253')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await part.apply({ put: [], removed: [vpc], rows: new Map() });
    await expect(connectTo('10.0.0.2')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('answers again at once after a restart', async () => {
    makeRouter();
    await put(vpc, names);
    await part.close();
    await start();
    await put(vpc, names);
    expect(await ask('10.0.0.2')).toEqual(['NOERROR', '10.0.0.7']);
  });

  it('asks the host for names that no VPC knows', async () => {
    makeRouter();
    const host = dgram.createSocket('udp4');
    host.on('message', (message, { port, address }) => {
      const { id, questions = [] } = dnsPacket.decode(message);
      const answers = [{ type: 'A' as const, name: 'example.net', data: '93.184.216.34' }];
      host.send(dnsPacket.encode({ type: 'response', id, questions, answers }), port, address);
    });
    host.bind(0, '127.0.0.1');
    await once(host, 'listening');
    await part.close();
    await start([{ address: '127.0.0.1', port: host.address().port }]);
    await put(vpc, names);
    expect(await ask('10.0.0.2', 'example.net')).toEqual(['NOERROR', '93.184.216.34']);
    host.close();
  });
});

function rowsOf(rows: ProgramRow[]) {
  return new Map(rows.map((row) => [rowKey(row), row]));
}

function summary(message: Buffer): unknown[] {
  const { rcode, answers = [] } = dnsPacket.decode(message) as dnsPacket.DecodedPacket & { rcode: string };
  return [rcode, ...answers.map((record) => ('data' in record ? record.data : undefined))];
}
