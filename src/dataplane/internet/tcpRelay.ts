/** Connections of instances to the internet, each carried on by one of the host's own. */
import type net from 'node:net';
import { pair, reset } from './pair.ts';

/** Begins a connection in the host's network; undefined where it may not lead there. */
export type Dial = (address: string, port: number) => net.Socket | undefined;

const MOST_CONNECTIONS = 4096;
const DIAL_MS = 30_000;

/**
 * Serves until the returned function is called; that resets the connections. A connection is there before the outer one
 * is: one that is refused, or gets no answer in time, is reset.
 *
 * @param server its connections' local addresses are what was dialed, and may be half open
 */
export function relayTcp(server: net.Server, dial: Dial, most = MOST_CONNECTIONS): () => void {
  const under = new Set<net.Socket>();
  const keep = (socket: net.Socket) => {
    under.add(socket);
    socket.on('close', () => under.delete(socket));
    socket.on('error', () => undefined);
  };
  server.maxConnections = most;
  server.on('connection', (inner) => {
    keep(inner);
    const outer = dial(inner.localAddress ?? '', inner.localPort ?? 0);
    if (!outer) return reset(inner);
    keep(outer);
    join(inner, outer);
  });
  return () => {
    server.close();
    for (const socket of under) reset(socket);
  };
}

function join(inner: net.Socket, outer: net.Socket): void {
  const giveUp = () => reset(inner);
  const leave = () => outer.destroy();
  const timer = setTimeout(leave, DIAL_MS);
  outer.once('close', giveUp);
  inner.once('close', leave);
  outer.once('close', () => clearTimeout(timer));
  outer.once('connect', () => {
    clearTimeout(timer);
    outer.off('close', giveUp);
    inner.off('close', leave);
    pair(inner, outer);
  });
}
