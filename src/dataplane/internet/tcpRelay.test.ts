/** The relay between loopback sockets: what it bounds, and which addresses it would dial. */
import { once } from 'node:events';
import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, expect, it } from 'vitest';
import { isOutside } from './outside.ts';
import { relayTcp } from './tcpRelay.ts';

const servers: net.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

const dial = (server: net.Server) =>
  net.connect({ host: '127.0.0.1', port: (server.address() as net.AddressInfo).port, allowHalfOpen: true });

function closed(socket: net.Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

it('carries so many connections at once and no more', async () => {
  const [world, inner] = [await listening(), await listening()];
  world.on('connection', (peer) => peer.on('error', () => undefined).pipe(peer));
  let dialed = 0;
  const end = relayTcp(
    inner,
    () => {
      dialed++;
      return dial(world);
    },
    2,
  );
  const carried = [dial(inner), dial(inner)];
  for (const each of carried) {
    each.on('error', () => undefined);
    each.write('x');
    expect(String(await once(each, 'data'))).toBe('x');
  }
  const third = net
    .connect((inner.address() as net.AddressInfo).port, '127.0.0.1')
    .on('error', () => undefined);
  third.resume();
  await closed(third);
  expect(dialed).toBe(2);
  const reset = carried.map(closed);
  end();
  await Promise.all(reset);
});

it('dials no address of the host, and none that leads nowhere outside', () => {
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const inside = ['127.0.0.1', '10.0.0.1', '169.254.169.254', '172.31.0.1', '192.168.1.1', '198.18.0.1'];
  const odd = ['100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', 'localhost', ''];
  for (const address of [...own.map((each) => each.address), ...inside, ...odd])
    expect(isOutside(address), address).toBe(false);
  for (const address of ['1.1.1.1', '198.19.0.1', '203.0.113.9', '172.32.0.1'])
    expect(isOutside(address), address).toBe(true);
});
