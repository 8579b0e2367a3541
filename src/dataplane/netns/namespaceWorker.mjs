// @ts-check
/**
 * The thread that enters network namespaces. A socket belongs to the namespace of the thread that creates
 * it, and its descriptor to the whole process: this thread makes and binds sockets, the main thread uses them.
 *
 * JavaScript, since Node 20 starts no TypeScript in a worker; the build copies it as it is.
 */
import { parentPort } from 'node:worker_threads';
import koffi from 'koffi';
import { checked, close, inside, ownNamespace, SystemCallError } from './inside.mjs';

/** @typedef {import('./socketRequest.ts').SocketRequest} SocketRequest */
/** @typedef {import('./socketRequest.ts').SocketReply} SocketReply */

const AF_INET = 2;
const AF_INET6 = 10;
const SOCK = { tcp: 1, udp: 2 };
const SOCK_NONBLOCK_CLOEXEC = 0o4000 | 0o2000000;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SOL_IP = 0;
const SOL_IPV6 = 41;
/** Bind an address that the namespace does not have yet. */
const IP_FREEBIND = 15;
const IPV6_FREEBIND = 78;
/** Answer under any address that a route leads to the namespace, not only under its own. */
const IP_TRANSPARENT = 19;
const IPV6_TRANSPARENT = 75;
/** Leaves the choice of the port to connect, where one port can serve many destinations (Linux 4.2). */
const IP_BIND_ADDRESS_NO_PORT = 24;

const libc = koffi.load(null);
const socket = libc.func('int socket(int domain, int type, int protocol)');
const setsockopt = libc.func('int setsockopt(int fd, int level, int name, const int *value, uint32_t size)');
const bind = libc.func('int bind(int fd, const uint8_t *address, uint32_t size)');

/** @param {SocketRequest} request */
function boundSocket(request) {
  const isIpv6 = request.addressBytes.length === 16;
  const type = SOCK[request.transport] | SOCK_NONBLOCK_CLOEXEC;
  const fd = checked('socket', socket(isIpv6 ? AF_INET6 : AF_INET, type, 0));
  try {
    setOption(fd, isIpv6 ? SOL_IPV6 : SOL_IP, isIpv6 ? IPV6_FREEBIND : IP_FREEBIND);
    if (request.transport === 'tcp' && request.port > 0) setOption(fd, SOL_SOCKET, SO_REUSEADDR);
    if (request.addressBytes.every((byte) => byte === 0))
      setOption(fd, isIpv6 ? SOL_IPV6 : SOL_IP, isIpv6 ? IPV6_TRANSPARENT : IP_TRANSPARENT);
    if (request.port === 0) setOption(fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT);
    const address = socketAddress(request.addressBytes, request.port);
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
 * struct sockaddr_in or sockaddr_in6: family in the host's byte order, port and address in the network's; before the
 * latter's address there is a flow label, after it a scope.
 *
 * @param {Uint8Array} address
 * @param {number} port
 */
function socketAddress(address, port) {
  const isIpv6 = address.length === 16;
  const bytes = Buffer.alloc(isIpv6 ? 28 : 16);
  new Uint16Array(bytes.buffer, bytes.byteOffset, 1)[0] = isIpv6 ? AF_INET6 : AF_INET;
  bytes.writeUInt16BE(port, 2);
  bytes.set(address, isIpv6 ? 8 : 4);
  return bytes;
}

/**
 * @param {SocketRequest} request
 * @returns {SocketReply}
 */
function answer(request) {
  try {
    return { id: request.id, fd: inside(home, request.namespacePath, () => boundSocket(request)) };
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
