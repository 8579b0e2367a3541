/** Asks the daemon how to enter an instance. */
import type { InstanceEntry } from '../inspect/instanceEntry.ts';
import type { Daemon } from './daemonClient.ts';

export function findEntry(daemon: Daemon, instance: string): Promise<InstanceEntry> {
  return daemon.get<InstanceEntry>(`instances/${encodeURIComponent(instance)}/enter`);
}
