// @ts-check
/**
 * Enters network namespaces, one thread at a time: what a thread does in between, it does there. For threads of
 * their own, since the one that calls this leaves its namespace for good.
 *
 * JavaScript, since Node 20 starts no TypeScript in a worker; the build copies it as it is.
 */
import koffi from 'koffi';

const O_RDONLY = 0;
const O_CLOEXEC = 0o2000000;
const CLONE_NEWNET = 0x40000000;

const libc = koffi.load(null);
const open = libc.func('int open(const char *path, int flags)');
const closeDescriptor = libc.func('int close(int fd)');
const setns = libc.func('int setns(int fd, int type)');
const unshare = libc.func('int unshare(int flags)');

const names = new Map(Object.entries(koffi.os.errno).map(([name, number]) => [number, name]));

export class SystemCallError extends Error {
  /** @param {string} step */
  constructor(step) {
    const code = names.get(koffi.errno()) ?? `errno ${koffi.errno()}`;
    super(`${step}: ${code}`);
    this.step = step;
    this.code = code;
  }
}

/**
 * @param {string} step what was tried, for the message
 * @param {number} result
 */
export function checked(step, result) {
  if (result < 0) throw new SystemCallError(step);
  return result;
}

/** @param {number} fd */
export function close(fd) {
  closeDescriptor(fd);
}

/**
 * The thread rests in an empty namespace of its own: resting in the last one entered would keep that one
 * alive after its deletion, and without root there is no way back to the host's.
 *
 * @returns {number} a descriptor of that namespace
 */
export function ownNamespace() {
  checked('unshare', unshare(CLONE_NEWNET));
  return checked('open', open('/proc/thread-self/ns/net', O_RDONLY | O_CLOEXEC));
}

/**
 * @template T
 * @param {number} home where the thread rests
 * @param {string} path
 * @param {() => T} make
 * @returns {T}
 */
export function inside(home, path, make) {
  const namespace = checked('open', open(path, O_RDONLY | O_CLOEXEC));
  try {
    checked('setns', setns(namespace, CLONE_NEWNET));
    return make();
  } finally {
    closeDescriptor(namespace);
    checked('setns', setns(home, CLONE_NEWNET));
  }
}
