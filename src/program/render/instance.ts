/** An instance: a namespace; its interface is a port. */
import type { InstanceRow } from '../rows.ts';
import { loopback, namespace, type Placed, placedIn } from './objects.ts';
import { INSTANCE_SYSCTLS } from './vpc.ts';

export function renderInstance(row: InstanceRow): Placed[] {
  return placedIn(row.id, [namespace(INSTANCE_SYSCTLS), loopback()]);
}
