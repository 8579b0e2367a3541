/** Who sends: the namespace that has an address, and the address that a namespace takes. */
import { familyOf } from './blocks.ts';
import type { Start } from './journey.ts';
import type { Sending } from './packet.ts';
import { LOOPBACK } from './passing.ts';
import type { World } from './world.ts';

export interface Sender {
  readonly namespace: string;
  /** Undefined: as its routes say. */
  readonly address?: string;
}

export class UnknownSender extends Error {
  override name = 'UnknownSender';
}

export function senderAt(start: Start, world: World): Sender {
  if ('namespace' in start) return start;
  const { vpcId, address } = start;
  const router = world.objectsOf(vpcId);
  if (router?.isLocal(address)) return { namespace: vpcId, address };
  const device = router?.route(address, { source: '', mark: 0, in: LOOPBACK })?.route.device;
  const end = router && device ? world.farEnd(router, device) : undefined;
  if (!end?.objects.isLocal(address)) throw new UnknownSender(`nobody in ${vpcId} sends from ${address}`);
  return { namespace: end.namespace, address };
}

/** The address that the kernel gives to a socket which has none. */
export function sourceOf(namespace: string, { destination }: Sending, world: World): string {
  const objects = world.objectsOf(namespace);
  if (!objects) throw new UnknownSender(`there is no ${namespace}`);
  const route = objects.route(destination, { source: '', mark: 0, in: LOOPBACK })?.route;
  if (route?.type === 'local') return destination;
  if (route) return objects.sourceFor(route, destination);
  return familyOf(destination) === 4 ? '0.0.0.0' : '::';
}
