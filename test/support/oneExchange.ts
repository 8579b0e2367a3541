/** One request over a connection of its own, as bytes, and what came back. */
import { connect } from 'node:net';

/** How long an answer to a whole request may take before it counts as a hang. */
const HANG_MS = 20_000;

export interface Exchange {
  /** Undefined where the connection was ended without an answer. */
  readonly status: number | undefined;
  readonly text: string;
}

/**
 * Sends `bytes`, says that nothing more comes, and reads to the end.
 * @throws Error where there is neither an answer nor an end
 */
export function oneExchange(port: number, bytes: Buffer): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const hang = setTimeout(() => {
      socket.destroy();
      reject(new Error('neither an answer nor an end'));
    }, HANG_MS);
    const done = () => {
      clearTimeout(hang);
      socket.destroy();
      const text = Buffer.concat(chunks).toString('latin1');
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      resolve({ status: status === undefined ? undefined : Number(status), text });
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', done);
    // The server may end a connection while it is still being written to.
    socket.on('error', done);
    socket.end(bytes);
  });
}
