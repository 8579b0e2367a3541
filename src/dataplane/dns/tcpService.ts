/** DNS over TCP: messages with their length before them, several on one connection, answered in order. */
import { once } from 'node:events';
import type net from 'node:net';
import { firstFrame, framed } from './forwarder.ts';

/** Undefined ends the connection. */
export type AnswerMessage = (message: Buffer, source: string) => Promise<Buffer | undefined>;

const IDLE_MS = 10_000;
const MOST_CONNECTIONS = 64;

/** Serves until the returned function is called; that ends the connections too. */
export function serveTcp(server: net.Server, answer: AnswerMessage): () => void {
  const peers = new Set<net.Socket>();
  server.maxConnections = MOST_CONNECTIONS;
  server.on('connection', (peer) => {
    peers.add(peer);
    peer.on('close', () => peers.delete(peer));
    peer.on('error', () => undefined);
    peer.setTimeout(IDLE_MS, () => peer.destroy());
    void serve(peer, answer).catch(() => peer.destroy());
  });
  return () => {
    server.close();
    for (const peer of peers) peer.destroy();
  };
}

/** Reading goes on only after what was read is answered, so a client cannot make queries pile up. */
async function serve(peer: net.Socket, answer: AnswerMessage): Promise<void> {
  let received = Buffer.alloc(0);
  for await (const chunk of peer) {
    received = Buffer.concat([received, chunk]);
    for (let message = firstFrame(received); message; message = firstFrame(received)) {
      received = received.subarray(2 + message.length);
      const reply = await answer(message, peer.remoteAddress ?? '');
      if (!reply) return;
      if (!peer.write(framed(reply))) await once(peer, 'drain');
    }
  }
}
