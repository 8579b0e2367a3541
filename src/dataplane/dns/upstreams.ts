/** The host's own resolvers, to which everything goes that no VPC knows. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

export interface Upstream {
  readonly address: string;
  readonly port: number;
}

/** As many as the C library would ask. */
const MOST = 3;

/** `nameserver` lines of a resolv.conf. */
export function parseResolvConf(text: string): Upstream[] {
  return text
    .split('\n')
    .map((line) => /^\s*nameserver\s+(\S+)/.exec(line)?.[1] ?? '')
    .filter((address) => isIP(address) !== 0)
    .slice(0, MOST)
    .map((address) => ({ address, port: 53 }));
}

/** None where the host has no resolver. Read anew for each query: laptops change networks. */
export function hostUpstreams(path = '/etc/resolv.conf'): Upstream[] {
  try {
    return parseResolvConf(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
}
