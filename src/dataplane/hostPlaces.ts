/** What of the host an operator can join to a VPC, seen from the control plane, which needs no privileges to look. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { namespacePath } from './namespaces.ts';

/** @param holderPid of an agent without root, whose /run/netns is another than the host's */
export function hasNamespace(name: string, holderPid: number | undefined): boolean {
  const root = holderPid === undefined ? '' : `/proc/${holderPid}/root`;
  try {
    // A name that nothing is mounted on is an ordinary file, on another device than namespaces are.
    return statSync(`${root}${namespacePath(name)}`).dev === statSync('/proc/self/ns/net').dev;
  } catch {
    return false;
  }
}

export function hasInterface(name: string): boolean {
  return existsSync(`/sys/class/net/${name}`);
}

/** Whether the host itself sends by it what it has no other route for. */
export function carriesDefaultRoute(name: string): boolean {
  const lines = readFileSync('/proc/net/route', 'utf8').split('\n');
  return lines.some((line) => line.startsWith(`${name}\t00000000\t`));
}
