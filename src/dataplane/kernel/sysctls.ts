/**
 * Kernel parameters of a namespace. /proc/sys/net shows those of the process that looks, so a process enters
 * the namespace to write; `tee` writes one value to many files, hence one process for each value.
 */
import { namespacePath } from '../namespaces.ts';
import { attempt } from './exec.ts';

export type Sysctls = Readonly<Record<string, string>>;

/**
 * Without root some parameters are not there to be written (and their defaults serve): what is refused is
 * left as it is.
 */
export async function writeSysctls(name: string, sysctls: Sysctls): Promise<void> {
  for (const value of new Set(Object.values(sysctls))) {
    const paths = Object.keys(sysctls).filter((path) => sysctls[path] === value);
    await attempt([...inside(name), 'tee', ...paths.map(procPath)], value);
  }
}

/** The values there now; a parameter that cannot be read counts as `wanted`. */
export async function readSysctls(name: string, wanted: Sysctls): Promise<Sysctls> {
  const paths = Object.keys(wanted);
  if (paths.length === 0) return wanted;
  const { stdout } = await attempt([...inside(name), 'grep', '-H', '', ...paths.map(procPath)]);
  const values = { ...wanted };
  for (const line of stdout.split('\n').filter(Boolean)) {
    const [file = '', value = ''] = line.split(':');
    values[file.slice('/proc/sys/net/'.length)] = value;
  }
  return values;
}

function inside(name: string): string[] {
  return ['nsenter', `--net=${namespacePath(name)}`];
}

function procPath(path: string): string {
  return `/proc/sys/net/${path}`;
}
