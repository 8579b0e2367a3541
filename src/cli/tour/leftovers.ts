/** Counts what an installation has in the kernel, by looking. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findHolder } from '../../dataplane/holder.ts';
import { namespacePrefix } from '../../dataplane/namespaces.ts';
import { readInstallationId } from '../../state/dataDirectory.ts';

/** Network namespaces of a data directory's installation; those of an agent without root are in its holder's /run. */
export function countNamespaces(data: string): number {
  const installationId = readInstallationId(data);
  if (installationId === undefined) return 0;
  const holder = process.getuid?.() === 0 ? undefined : findHolder(join(data, 'agent'));
  const root = holder === undefined ? '/' : `/proc/${holder}/root/`;
  return names(`${root}run/netns`).filter((name) => name.startsWith(namespacePrefix(installationId))).length;
}

function names(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
