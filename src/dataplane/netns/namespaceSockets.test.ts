/** Real sockets in real namespaces. */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import type net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namespaceBed, whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import { NamespaceError, NamespaceSockets, SocketError } from './namespaceSockets.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

describe.skipIf(missing)('sockets inside namespaces', () => {
  const bed = namespaceBed();
  let sockets: NamespaceSockets;
  let left: string;
  let right: string;

  beforeAll(() => {
    left = bed.add('left');
    right = bed.add('right');
    bed.join('left', '10.0.0.1/24', 'right', '10.0.0.2/24');
    sockets = new NamespaceSockets();
  });

  afterAll(async () => {
    await sockets?.close();
    bed.clear();
  });

  const connectFromLeft = (port: number, timeoutMs = 5000) =>
    sockets.connectTcp(left, { sourceAddress: '10.0.0.1', address: '10.0.0.2', port, timeoutMs });

  it('carries a connection from one namespace to a listener in another', async () => {
    const server = await sockets.listenTcp(right, '10.0.0.2', 8080);
    server.on('connection', (peer) => peer.end(`hello ${peer.remoteAddress}`));
    const client = await connectFromLeft(8080);
    expect(await textOf(client)).toBe('hello 10.0.0.1');
    await closed(server);
  });

  it('does the same for IPv6, inside one namespace', async () => {
    bed.ip('right', 'address', 'add', '2001:db8::2/128', 'dev', 'lo');
    const server = await sockets.listenTcp(right, '2001:db8::2', 8080);
    server.on('connection', (peer) => peer.end(`hello ${peer.remoteAddress}`));
    const [sourceAddress, address] = ['2001:db8::2', '2001:db8::2'];
    const client = await sockets.connectTcp(right, { sourceAddress, address, port: 8080, timeoutMs: 5000 });
    expect(await textOf(client)).toBe('hello 2001:db8::2');
    await closed(server);
    const early = await sockets.bindUdp(right, 'fd00:ec2::253', 53);
    expect(early.address()).toMatchObject({ address: 'fd00:ec2::253', port: 53, family: 'IPv6' });
    early.close();
  });

  it('carries datagrams', async () => {
    const a = await sockets.bindUdp(left, '10.0.0.1', 5353);
    const b = await sockets.bindUdp(right, '10.0.0.2', 5353);
    a.send('ping', 5353, '10.0.0.2');
    const [message, from] = await once(b, 'message');
    expect([String(message), from.address, from.port]).toEqual(['ping', '10.0.0.1', 5353]);
    a.close();
    b.close();
  });

  it('binds an address that the namespace does not have yet', async () => {
    const socket = await sockets.bindUdp(right, '169.254.169.253', 53);
    expect(socket.address().address).toBe('169.254.169.253');
    socket.close();
  });

  it('listens on the same address and port in two namespaces at once', async () => {
    const servers = await Promise.all([left, right].map((path) => sockets.listenTcp(path, '127.0.0.1', 53)));
    await Promise.all(servers.map(closed));
  });

  it('rejects a refused connection with the error of connect', async () => {
    await expect(connectFromLeft(1)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('rejects with ETIMEDOUT where nothing answers, and serves others meanwhile', async () => {
    const silent = sockets.connectTcp(left, {
      sourceAddress: '10.0.0.1',
      address: '10.0.0.77',
      port: 80,
      timeoutMs: 300,
    });
    const refusal = await connectFromLeft(1).catch((error) => error);
    expect(refusal.code).toBe('ECONNREFUSED');
    await expect(silent).rejects.toBeInstanceOf(SocketError);
    await expect(silent).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('names the namespace that is not there', async () => {
    const listening = sockets.listenTcp('/run/netns/no-such', '10.0.0.1', 80);
    await expect(listening).rejects.toBeInstanceOf(NamespaceError);
    await expect(listening).rejects.toThrow('no network namespace at /run/netns/no-such');
  });

  it('says so when a port is taken', async () => {
    const server = await sockets.listenTcp(right, '10.0.0.2', 8081);
    await expect(sockets.listenTcp(right, '10.0.0.2', 8081)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await closed(server);
  });

  it('refuses what is not an IPv4 address', async () => {
    await expect(sockets.bindUdp(right, 'localhost', 53)).rejects.toMatchObject({ code: 'EINVAL' });
  });

  it('leaves no descriptor behind after refusals, time-outs and missing namespaces', async () => {
    await connectFromLeft(1).catch(() => undefined);
    const before = readdirSync('/proc/self/fd').length;
    for (let round = 0; round < 50; round++) {
      await connectFromLeft(1).catch(() => undefined);
      await sockets.bindUdp('/run/netns/no-such', '10.0.0.1', 53).catch(() => undefined);
    }
    await expect.poll(() => readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before);
  });

  it('does not keep a deleted namespace alive', async () => {
    const gone = namespaceBed();
    const path = gone.add('gone');
    gone.add('peer');
    gone.join('gone', '10.1.0.1/24', 'peer', '10.1.0.2/24');
    const socket = await sockets.bindUdp(path, '10.1.0.1', 53);
    socket.close();
    await once(socket, 'close');
    gone.removeOne('gone');
    // A veth leaves with its peer's namespace.
    await expect.poll(() => gone.links('peer')).toEqual(['lo']);
    gone.clear();
  });

  it('rejects everything once closed', async () => {
    const closing = new NamespaceSockets();
    const pending = closing.bindUdp(left, '10.0.0.1', 9999).catch((error) => error);
    await closing.close();
    expect(await pending).toBeInstanceOf(NamespaceError);
    await expect(closing.bindUdp(left, '10.0.0.1', 9999)).rejects.toBeInstanceOf(NamespaceError);
    const again = await sockets.bindUdp(left, '10.0.0.1', 9999);
    again.close();
  });
});

async function textOf(socket: net.Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

function closed(server: net.Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
