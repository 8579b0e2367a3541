/** Replaces this process by another program, which keeps its pid: whoever watches or signals it need not know. */
import koffi from 'koffi';

/** Does not return, but throws where the program cannot be started. */
export function become(command: readonly string[]): never {
  const execvp = koffi.load(null).func('int execvp(const char *file, const char **argv)');
  execvp(command[0], [...command, null]);
  throw new Error(`${command[0]} cannot be started: errno ${koffi.errno()}`);
}
