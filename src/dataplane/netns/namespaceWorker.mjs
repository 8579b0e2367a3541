// @ts-check
/**
 * The thread that enters network namespaces. A socket belongs to the namespace of the thread that creates
 * it, and its descriptor to the whole process: this thread makes and binds sockets, the main thread uses them.
 *
 * JavaScript, since Node 20 starts no TypeScript in a worker; the build copies it as it is.
 */
import { parentPort } from 'node:worker_threads';
import koffi from 'koffi';

/** @typedef {import('./socketRequest.ts').SocketRequest} SocketRequest */
/** @typedef {import('./socketRequest.ts').SocketReply} SocketReply */

const O_RDONLY = 0;
const O_CLOEXEC = 0o2000000;
const CLONE_NEWNET = 0x40000000;
const AF_INET = 2;
const SOCK = { tcp: 1, udp: 2 };
const SOCK_NONBLOCK_CLOEXEC = 0o4000 | 0o2000000;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SOL_IP = 0;
/** Binds an address that the namespace does not have yet. */
const IP_FREEBIND = 15;
/** Leaves the choice of the port to connect, where one port can serve many destinations (Linux 4.2). */
const IP_BIND_ADDRESS_NO_PORT = 24;

const libc = koffi.load(null);
const open = libc.func('int open(const char *path, int flags)');
const close = libc.func('int close(int fd)');
const setns = libc.func('int setns(int fd, int type)');
const unshare = libc.func('int unshare(int flags)');
const socket = libc.func('int socket(int domain, int type, int protocol)');
const setsockopt = libc.func('int setsockopt(int fd, int level, int name, const int *value, uint32_t size)');
const bind = libc.func('int bind(int fd, const uint8_t *address, uint32_t size)');

const names = new Map(Object.entries(koffi.os.errno).map(([name, number]) => [number, name]));

class SystemCallError extends Error {
  /** @param {string} step */
  constructor(step) {
    const code = names.get(koffi.errno()) ?? `errno ${koffi.errno()}`;
    super(code);
    this.step = step;
    this.code = code;
  }
}

/**
 * @param {string} step what was tried, for the message
 * @param {number} result
 */
function checked(step, result) {
  if (result < 0) throw new SystemCallError(step);
  return result;
}

/**
 * The thread rests in an empty namespace of its own: resting in the last one entered would keep that one
 * alive after its deletion, and without root there is no way back to the host's.
 */
function ownNamespace() {
  checked('unshare', unshare(CLONE_NEWNET));
  return checked('open', open('/proc/thread-self/ns/net', O_RDONLY | O_CLOEXEC));
}

/**
 * @param {string} path
 * @param {() => number} make
 */
function inside(path, make) {
  const namespace = checked('open', open(path, O_RDONLY | O_CLOEXEC));
  try {
    checked('setns', setns(namespace, CLONE_NEWNET));
    return make();
  } finally {
    close(namespace);
    checked('setns', setns(home, CLONE_NEWNET));
  }
}

/** @param {SocketRequest} request */
function boundSocket(request) {
  const fd = checked('socket', socket(AF_INET, SOCK[request.transport] | SOCK_NONBLOCK_CLOEXEC, 0));
  try {
    setOption(fd, SOL_IP, IP_FREEBIND);
    if (request.transport === 'tcp' && request.port > 0) setOption(fd, SOL_SOCKET, SO_REUSEADDR);
    if (request.port === 0) setOption(fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT);
    const address = socketAddress(request.address, request.port);
    checked('bind', bind(fd, address, address.length));
    return fd;
  } catch (error) {
    close(fd);
    throw error;
  }
}

/**
 * @param {number} fd
 * @param {number} level
 * @param {number} name
 */
function setOption(fd, level, name) {
  checked('setsockopt', setsockopt(fd, level, name, [1], 4));
}

/**
 * struct sockaddr_in: family in the host's byte order, port and address in the network's.
 *
 * @param {string} address
 * @param {number} port
 */
function socketAddress(address, port) {
  const bytes = Buffer.alloc(16);
  new Uint16Array(bytes.buffer, bytes.byteOffset, 1)[0] = AF_INET;
  bytes.writeUInt16BE(port, 2);
  bytes.set(address.split('.').map(Number), 4);
  return bytes;
}

/**
 * @param {SocketRequest} request
 * @returns {SocketReply}
 */
function answer(request) {
  try {
    return { id: request.id, fd: inside(request.namespacePath, () => boundSocket(request)) };
  } catch (error) {
    if (!(error instanceof SystemCallError)) throw error;
    return { id: request.id, code: error.code, step: error.step };
  }
}

const home = ownNamespace();
parentPort?.on('message', (/** @type {SocketRequest | undefined} */ request) => {
  if (request) parentPort?.postMessage(answer(request));
  else parentPort?.close();
});
