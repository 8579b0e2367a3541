/** Connects to a unix socket, also where its path is longer than the kernel takes. */
import { closeSync, constants, openSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { basename, dirname } from 'node:path';

/** Room in sockaddr_un for the path and its final zero byte (unix(7)). */
const MAX_PATH_BYTES = 107;

/** A socket on its way to be connected; it emits `connect`, or `error` and `close`. */
export function dial(path: string): Socket {
  if (Buffer.byteLength(path) <= MAX_PATH_BYTES) return connect(path);
  const directory = openSync(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
  const socket = connect(`/proc/self/fd/${directory}/${basename(path)}`);
  // The kernel resolves the path in connect(2), which libuv has called by now.
  closeSync(directory);
  return socket;
}
