/** Forwarding to resolvers on loopback that answer, lie, refuse or stay silent. */
import dgram from 'node:dgram';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import dnsPacket from 'dns-packet';
import { afterEach, expect, it } from 'vitest';
import { Forwarder, firstFrame, framed } from './forwarder.ts';
import type { Upstream } from './upstreams.ts';

const query = dnsPacket.encode({ type: 'query', id: 4711, questions: [{ type: 'A', name: 'Example.COM' }] });
const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

function replyTo(message: Buffer, data: string): Buffer {
  const { id, questions = [] } = dnsPacket.decode(message);
  const name = questions[0]?.name ?? '';
  return dnsPacket.encode({ type: 'response', id, questions, answers: [{ type: 'A', name, data }] });
}

async function udpUpstream(answer: (message: Buffer) => Buffer[]): Promise<Upstream> {
  const socket = dgram.createSocket('udp4');
  open.push(socket);
  socket.on('message', (message, { port, address }) => {
    for (const reply of answer(message)) socket.send(reply, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: '127.0.0.1', port: socket.address().port };
}

async function tcpUpstream(): Promise<Upstream> {
  const server = net.createServer((peer) => {
    peer.on('error', () => undefined);
    peer.on('data', (chunk) => peer.end(framed(replyTo(firstFrame(chunk) ?? Buffer.alloc(0), '1.2.3.4'))));
  });
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const forwarder = (...upstreams: Upstream[]) =>
  new Forwarder({ upstreams: () => upstreams, timeoutMs: 200, atOncePerVpc: 2 });

async function answerOf(forwarded: Promise<Buffer | undefined>): Promise<unknown> {
  const reply = await forwarded;
  const record = reply && dnsPacket.decode(reply).answers?.[0];
  return record && 'data' in record ? [reply.readUInt16BE(0), record.data] : undefined;
}

it('gives the answer with the id of the query, over UDP and TCP', async () => {
  const overUdp = forwarder(await udpUpstream((message) => [replyTo(message, '1.2.3.4')]));
  expect(await answerOf(overUdp.forward('vpc-1', query, 'udp'))).toEqual([4711, '1.2.3.4']);
  const overTcp = forwarder(await tcpUpstream());
  expect(await answerOf(overTcp.forward('vpc-1', query, 'tcp'))).toEqual([4711, '1.2.3.4']);
});

it('asks under another id', async () => {
  const ids = new Set<number>();
  const upstream = await udpUpstream((message) => {
    ids.add(message.readUInt16BE(0));
    return [replyTo(message, '1.2.3.4')];
  });
  for (let turn = 0; turn < 5; turn++) await forwarder(upstream).forward('vpc-1', query, 'udp');
  expect(ids.size).toBeGreaterThan(1);
});

it('takes no reply with another id or another question', async () => {
  const other = dnsPacket.encode({ type: 'query', id: 1, questions: [{ type: 'A', name: 'example.org' }] });
  const lies = (message: Buffer) => {
    const wrongId = Buffer.from(replyTo(message, '6.6.6.6'));
    wrongId.writeUInt16BE(message.readUInt16BE(0) ^ 1, 0);
    const wrongQuestion = Buffer.from(replyTo(other, '6.6.6.6'));
    wrongQuestion.writeUInt16BE(message.readUInt16BE(0), 0);
    return [Buffer.from('x'), wrongId, wrongQuestion, replyTo(message, '1.2.3.4')];
  };
  const lied = forwarder(await udpUpstream(lies));
  expect(await answerOf(lied.forward('vpc-1', query, 'udp'))).toEqual([4711, '1.2.3.4']);
});

it('asks the next resolver where one is silent or refuses', async () => {
  const closed = await udpUpstream(() => []);
  (open.pop() as dgram.Socket).close();
  const silent = await udpUpstream(() => []);
  const good = await udpUpstream((message) => [replyTo(message, '1.2.3.4')]);
  expect(await answerOf(forwarder(closed, silent, good).forward('vpc-1', query, 'udp'))).toEqual([
    4711,
    '1.2.3.4',
  ]);
  expect(await forwarder(closed, silent).forward('vpc-1', query, 'udp')).toBe(undefined);
  expect(await forwarder(closed).forward('vpc-1', query, 'tcp')).toBe(undefined);
  expect(await forwarder().forward('vpc-1', query, 'udp')).toBe(undefined);
});

it('keeps one VPC from taking all that may wait', async () => {
  let asked = 0;
  const busy = forwarder(
    await udpUpstream(() => {
      asked++;
      return [];
    }),
  );
  await Promise.all([1, 2, 3, 4, 5].map(() => busy.forward('vpc-1', query, 'udp')));
  expect(asked).toBe(2);
  await busy.forward('vpc-1', query, 'udp');
  expect(asked).toBe(3);
});
