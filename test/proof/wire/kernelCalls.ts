/** The system calls that send and watch packets in many namespaces from one process (koffi), all without waiting. */
import koffi from 'koffi';

const libc = koffi.load(null);
const openFile = libc.func('int open(const char *path, int flags)');
const setns = libc.func('int setns(int fd, int type)');
const makeSocket = libc.func('int socket(int domain, int type, int protocol)');
const connectTo = libc.func('int connect(int fd, const void *address, uint32_t size)');
const bindTo = libc.func('int bind(int fd, const void *address, uint32_t size)');
const listenAt = libc.func('int listen(int fd, int backlog)');
const accept4 = libc.func('int accept4(int fd, void *address, void *size, int flags)');
const sendto = libc.func(
  'long sendto(int fd, const void *b, size_t size, int flags, const void *to, uint32_t length)',
);
const recvfrom = libc.func(
  'long recvfrom(int fd, void *bytes, size_t size, int flags, void *from, void *length)',
);
const getsockname = libc.func('int getsockname(int fd, void *address, void *size)');
const setsockopt = libc.func('int setsockopt(int fd, int level, int name, const void *value, uint32_t size)');
const getsockopt = libc.func('int getsockopt(int fd, int level, int name, void *value, void *size)');
const ifIndexToName = libc.func('void *if_indextoname(uint32_t index, void *name)');
const closeFd = libc.func('int close(int fd)');

const CLONE_NEWNET = 0x40000000;
const O_CLOEXEC = 0o2000000;
const NON_BLOCKING = 0o4000 | O_CLOEXEC;
const AF_INET = 2;
const AF_PACKET = 17;
const SOL_SOCKET = 1;
const SOL_IP = 0;
const [SO_REUSEADDR, SO_ERROR, SO_LINGER, SO_RCVBUFFORCE] = [2, 4, 13, 33];
const [IP_RECVERR, IP_TRANSPARENT] = [11, 19];
const ETH_P_ALL_NETWORK_ORDER = 0x0300;
const BACKLOG = 1024;
const RECEIVE_BYTES = 8 * 1024 * 1024;
const { errno } = koffi.os;

export const STREAM = 1;
export const DATAGRAM = 2;
export const RAW = 3;
export const ICMP = 1;

/** Enters a namespace for the time of `work`, which may not wait for anything. */
export function insideOf<T>(path: string, work: () => T): T {
  const namespace = checked('open', openFile(path, O_CLOEXEC));
  const home = checked('open', openFile('/proc/thread-self/ns/net', O_CLOEXEC));
  try {
    checked('setns', setns(namespace, CLONE_NEWNET));
    return work();
  } finally {
    checked('setns', setns(home, CLONE_NEWNET));
    closeFd(namespace);
    closeFd(home);
  }
}

/** @param transparent it may bind an address that is not the namespace's own */
export function socketAt(type: number, address: string, port: number, transparent = false): number {
  const fd = checked('socket', makeSocket(AF_INET, type | NON_BLOCKING, type === RAW ? ICMP : 0));
  setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  // Errors that the kernel would wait out are told too.
  setOption(fd, SOL_IP, IP_RECVERR, 1);
  if (transparent) setOption(fd, SOL_IP, IP_TRANSPARENT, 1);
  const at = addressOf(address, port);
  checked(`bind ${address}:${port}`, bindTo(fd, at, at.length));
  return fd;
}

export function listen(fd: number): void {
  checked('listen', listenAt(fd, BACKLOG));
}

/** Sees every packet that comes into the namespace or leaves it, on whatever device. */
export function packetSocket(): number {
  const fd = checked('socket', makeSocket(AF_PACKET, DATAGRAM | NON_BLOCKING, ETH_P_ALL_NETWORK_ORDER));
  setOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BYTES);
  return fd;
}

/** The error's name; undefined where it is under way or done. */
export function connect(fd: number, address: string, port: number): string | undefined {
  const to = addressOf(address, port);
  return connectTo(fd, to, to.length) === 0 || koffi.errno() === errno.EINPROGRESS ? undefined : errorName();
}

export function accept(fd: number): number {
  return accept4(fd, null, null, NON_BLOCKING);
}

/** The error's name; undefined where it is sent. */
export function send(fd: number, bytes: Buffer, to?: { address: string; port: number }): string | undefined {
  const target = to ? addressOf(to.address, to.port) : null;
  return sendto(fd, bytes, bytes.length, 0, target, target?.length ?? 0) < 0 ? errorName() : undefined;
}

export interface Received {
  readonly bytes: Buffer;
  /** `struct sockaddr`: of who sent it, or of the device. */
  readonly from: Buffer;
}

const room = Buffer.alloc(65_536);
const fromRoom = Buffer.alloc(32);

/** What waits first; a string is the error's name; undefined where nothing waits. */
export function receive(fd: number): Received | string | undefined {
  const size = new Uint32Array([fromRoom.length]);
  const length = recvfrom(fd, room, room.length, 0, fromRoom, size);
  if (length >= 0) return { bytes: Buffer.from(room.subarray(0, length)), from: Buffer.from(fromRoom) };
  return koffi.errno() === errno.EAGAIN ? undefined : errorName();
}

export function localPort(fd: number): number {
  const address = Buffer.alloc(16);
  checked('getsockname', getsockname(fd, address, new Uint32Array([address.length])));
  return address.readUInt16BE(2);
}

/** What has become of a connection that was under way; undefined where nothing is wrong. */
export function errorOf(fd: number): string | undefined {
  const value = new Int32Array(1);
  checked('getsockopt', getsockopt(fd, SOL_SOCKET, SO_ERROR, value, new Uint32Array([4])));
  return value[0] === 0 ? undefined : nameOf(value[0] as number);
}

/** Of the namespace that this thread is in. */
export function deviceName(index: number): string | undefined {
  const name = Buffer.alloc(16);
  return ifIndexToName(index, name) ? name.toString('latin1', 0, name.indexOf(0)) : undefined;
}

/** A connection that stands is reset: nothing of it waits anywhere. */
export function close(fd: number): void {
  setsockopt(fd, SOL_SOCKET, SO_LINGER, new Int32Array([1, 0]), 8);
  closeFd(fd);
}

export function addressText(bytes: Buffer): string {
  return [...bytes.subarray(4, 8)].join('.');
}

function addressOf(host: string, port: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(AF_INET, 0);
  bytes.writeUInt16BE(port, 2);
  bytes.set(host.split('.').map(Number), 4);
  return bytes;
}

function setOption(fd: number, level: number, name: number, value: number): void {
  checked('setsockopt', setsockopt(fd, level, name, new Int32Array([value]), 4));
}

function checked(call: string, result: number): number {
  if (result < 0) throw new Error(`${call}: ${errorName()}`);
  return result;
}

function errorName(): string {
  return nameOf(koffi.errno());
}

function nameOf(value: number): string {
  return Object.entries(errno).find(([, number]) => number === value)?.[0] ?? String(value);
}
