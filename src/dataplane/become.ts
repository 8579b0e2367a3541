/** Replaces this process by another program, which keeps its pid: whoever watches or signals it need not know. */
import koffi from 'koffi';

const F_SETFD = 2;
const STANDARD_STREAMS = [0, 1, 2];

/** Does not return, but throws where the program cannot be started. */
export function become(command: readonly string[]): never {
  const libc = koffi.load(null);
  const fcntl = libc.func('int fcntl(int fd, int command, ...)');
  const execvp = libc.func('int execvp(const char *file, const char **argv)');
  // Node marks what it inherited as close-on-exec, and the program would have nowhere to say what is wrong.
  for (const fd of STANDARD_STREAMS) fcntl(fd, F_SETFD, 'int', 0);
  execvp(command[0], [...command, null]);
  throw new Error(`${command[0]} cannot be started: errno ${koffi.errno()}`);
}
