/** Two connections that are as one: what comes in by either goes out by the other. */
import type net from 'node:net';

/** As long as AWS's gateways keep a connection that says nothing. */
const IDLE_MS = 350_000;

/** Each end of a stream is passed on by itself; what breaks on one side breaks on the other. */
export function pair(inner: net.Socket, outer: net.Socket): void {
  for (const [one, other] of [
    [inner, outer],
    [outer, inner],
  ] as const) {
    one.setTimeout(IDLE_MS, () => {
      reset(one);
      reset(other);
    });
    // One that has come to its end leaves the other what it still has to send.
    one.on('close', (hadError) => hadError && reset(other));
    one.pipe(other);
  }
}

/** A connection that has ended by itself stays so. */
export function reset(socket: net.Socket): void {
  if (!socket.destroyed) socket.resetAndDestroy();
}
