/** What `postern forward` is told: `[BIND:]LOCAL:HOST:PORT`. */
import { CommandError } from '../commandError.ts';

export interface Route {
  /** Host address to listen on. */
  readonly bind: string;
  /** 0 for any free port. */
  readonly localPort: number;
  readonly host: string;
  readonly port: number;
}

/** @throws CommandError */
export function parseRoute(text: string): Route {
  const parts = text.split(':');
  const [bind, local, host, port] = parts.length === 3 ? ['127.0.0.1', ...parts] : parts;
  if (parts.length < 3 || parts.length > 4 || !bind || !host) {
    throw new CommandError(`${text} is not LOCAL:HOST:PORT, such as 8080:10.0.0.10:80.`);
  }
  return { bind, localPort: portOf(local, 0), host, port: portOf(port, 1) };
}

function portOf(text: string | undefined, lowest: number): number {
  const port = Number(text);
  if (!text || !/^\d{1,5}$/.test(text) || port < lowest || port > 65535) {
    throw new CommandError(`${text} is not a port: give a number from ${lowest} to 65535.`);
  }
  return port;
}
