/** The programs of the host that the data plane needs, and where to get them. */
import { attempt } from './kernel/exec.ts';

interface HostTool {
  readonly command: readonly string[];
  readonly debianPackage: string;
}

const TOOLS: readonly HostTool[] = [
  { command: ['nft', '--version'], debianPackage: 'nftables' },
  { command: ['ip', '-Version'], debianPackage: 'iproute2' },
  { command: ['nsenter', '--version'], debianPackage: 'util-linux' },
];

/** The host lacks something, and this says how to get it. */
export class HostError extends Error {
  override name = 'HostError';
}

/** Rejects with a HostError where a program is missing. */
export async function checkHostTools(): Promise<void> {
  const outcomes = await Promise.all(TOOLS.map(({ command }) => attempt(command)));
  const missing = TOOLS.filter((_, index) => outcomes[index]?.status !== 0);
  if (missing.length === 0) return;
  const names = missing.map(({ command }) => command[0]).join(', ');
  const packages = missing.map(({ debianPackage }) => debianPackage).join(' ');
  throw new HostError(`The data plane needs ${names}. On Debian or Ubuntu: sudo apt-get install ${packages}`);
}

/** Rejects with a HostError where this process cannot make network namespaces. */
export async function checkNamespaces(): Promise<void> {
  const { status, stderr } = await attempt(['unshare', '--net', '--', 'true']);
  if (status !== 0) throw new HostError(`Network namespaces cannot be made here: ${stderr.trim()}`);
}
