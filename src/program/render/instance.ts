/** An instance: a namespace; its interface is a port. */
import type { InstanceRow } from '../rows.ts';
import { loopback, namespace, type Placed, placedIn } from './objects.ts';
import { instanceSysctls } from './vpc.ts';

export function renderInstance(row: InstanceRow): Placed[] {
  return placedIn(row.id, [namespace(instanceSysctls(row.ipv6)), loopback()]);
}
