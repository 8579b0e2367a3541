/** Throwaway network namespaces for tests, as root or inside a user namespace; says why where there are none. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { namespacePath } from '../../src/dataplane/namespaces.ts';

export interface NamespaceBed {
  /** A name of its own with the prefix of this bed. */
  name(label: string): string;
  /** Makes a namespace with loopback up and gives its path. */
  add(label: string): string;
  /** The same for a name that is given whole. */
  addNamed(name: string): string;
  /** `ip -n NAME …`. */
  ip(label: string, ...args: string[]): string;
  /** A veth pair between two namespaces, with an address (`10.0.0.1/24`) at either end. */
  join(a: string, aAddress: string, b: string, bAddress: string): void;
  /** Names of the links in a namespace. */
  links(label: string): string[];
  /** Removes one namespace. */
  removeOne(label: string): void;
  /** Removes every namespace of this bed. */
  clear(): void;
}

/** Why this process cannot make namespaces; undefined where it can. */
export function whyNoNamespaces(): string | undefined {
  const bed = namespaceBed();
  try {
    bed.add('probe');
    return undefined;
  } catch (error) {
    return `network namespaces cannot be made here: ${String(error).split('\n')[0]}`;
  } finally {
    bed.clear();
  }
}

export function namespaceBed(): NamespaceBed {
  const prefix = `pt${randomBytes(4).toString('hex')}-`;
  const made = new Map<string, string>();
  let links = 0;
  const name = (label: string) => made.get(label) ?? `${prefix}${label}`;
  const ip = (label: string, ...args: string[]) => run('ip', '-n', name(label), ...args);
  const add = (label: string, whole: string) => {
    run('ip', 'netns', 'add', whole);
    made.set(label, whole);
    ip(label, 'link', 'set', 'lo', 'up');
    return namespacePath(whole);
  };
  return {
    name,
    ip,
    add: (label) => add(label, name(label)),
    addNamed: (whole) => add(whole, whole),
    join(a, aAddress, b, bAddress) {
      const link = `t${links++}`;
      ip(a, 'link', 'add', link, 'type', 'veth', 'peer', 'name', link, 'netns', name(b));
      for (const [label, address] of [
        [a, aAddress],
        [b, bAddress],
      ] as const) {
        ip(label, 'address', 'add', address, 'dev', link);
        ip(label, 'link', 'set', link, 'up');
      }
    },
    links(label) {
      const list: { ifname: string }[] = JSON.parse(run('ip', '-json', '-n', name(label), 'link'));
      return list.map((link) => link.ifname);
    },
    removeOne(label) {
      run('ip', 'netns', 'delete', name(label));
      made.delete(label);
    },
    clear() {
      for (const label of [...made.keys()]) this.removeOne(label);
    },
  };
}

/** Without root `ip netns` cannot return to the host's namespace, so each command gets one to throw away. */
function run(...command: string[]): string {
  return execFileSync('unshare', ['--net', '--', ...command], { stdio: 'pipe', encoding: 'utf8' });
}
