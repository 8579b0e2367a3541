/**
 * TCP by the system calls themselves (koffi), for the two load programs: a stream of `node:net` costs many
 * times what the kernel's path costs, and would be what the bench measures.
 */
import koffi from 'koffi';

const libc = koffi.load(null);
const socket = libc.func('int socket(int domain, int type, int protocol)');
const connect = libc.func('int connect(int fd, const void *address, uint32_t size)');
const bind = libc.func('int bind(int fd, const void *address, uint32_t size)');
const listen = libc.func('int listen(int fd, int backlog)');
const accept4 = libc.func('int accept4(int fd, void *address, void *size, int flags)');
const send = libc.func('long send(int fd, const void *bytes, size_t size, int flags)');
const recv = libc.func('long recv(int fd, void *bytes, size_t size, int flags)');
const setsockopt = libc.func('int setsockopt(int fd, int level, int name, const void *value, uint32_t size)');
const close = libc.func('int close(int fd)');

const AF_INET = 2;
const SOCK_STREAM = 1;
const SOCK_NONBLOCK = 0o4000;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const BACKLOG = 4096;
const errno = koffi.os.errno;

/** What sending and receiving give when there is nothing to do now. */
export const NOT_NOW = -1;
/** What they give when the connection is broken. */
export const BROKEN = -2;

/** A socket that listens on every address. */
export function listenOn(port: number): number {
  const fd = checked('socket', socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
  const on = new Int32Array([1]);
  checked('setsockopt', setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, on, on.byteLength));
  const address = addressOf('0.0.0.0', port);
  checked('bind', bind(fd, address, address.length));
  checked('listen', listen(fd, BACKLOG));
  return fd;
}

/** The next connection of a listening socket; negative where none waits. */
export function acceptFrom(fd: number): number {
  return accept4(fd, null, null, SOCK_NONBLOCK);
}

/** A connection under way: writable once it stands. BROKEN where it failed at once. */
export function dial(address: Buffer): number {
  const fd = checked('socket', socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
  if (connect(fd, address, address.length) === 0 || koffi.errno() === errno.EINPROGRESS) return fd;
  close(fd);
  return BROKEN;
}

/** A connection that stands, whose calls wait. */
export function dialAndWait(address: Buffer): number {
  const fd = checked('socket', socket(AF_INET, SOCK_STREAM, 0));
  checked('connect', connect(fd, address, address.length));
  return fd;
}

/** Bytes sent, or NOT_NOW, or BROKEN. */
export function sendTo(fd: number, bytes: Buffer): number {
  const sent = send(fd, bytes, bytes.length, 0);
  return sent >= 0 ? sent : failure();
}

/** Bytes received, 0 at the end, or NOT_NOW, or BROKEN. */
export function receiveFrom(fd: number, into: Buffer): number {
  const received = recv(fd, into, into.length, 0);
  return received >= 0 ? received : failure();
}

export function hangUp(fd: number): void {
  close(fd);
}

/** An address as the kernel reads it: `struct sockaddr_in`. */
export function addressOf(host: string, port: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(AF_INET, 0);
  bytes.writeUInt16BE(port, 2);
  bytes.set(host.split('.').map(Number), 4);
  return bytes;
}

function failure(): number {
  return koffi.errno() === errno.EAGAIN ? NOT_NOW : BROKEN;
}

function checked(call: string, result: number): number {
  if (result >= 0) return result;
  const name = Object.entries(errno).find(([, number]) => number === koffi.errno())?.[0];
  throw new Error(`${call}: ${name ?? koffi.errno()}`);
}
