/** Who takes a packet on a link: whose address the next hop is, or who answers for it. */
import { familyOf } from './blocks.ts';
import type { NamespaceObjects } from './namespaceObjects.ts';

/** What the next hop's name on the link is known by: a fixed entry, or an answer of the far end. */
export function isNeighbour(
  near: NamespaceObjects,
  device: string,
  address: string,
  far: { readonly name: string; readonly objects: NamespaceObjects },
): boolean {
  if (near.hasNeighbour(device, address)) return true;
  return far.objects.isLocal(address) || answersForAll(far.objects, far.name, address);
}

/** Proxy ARP: a router answers for what it would send on by another device. Marks play no part in it. */
function answersForAll(objects: NamespaceObjects, device: string, address: string): boolean {
  if (familyOf(address) === 6 || objects.sysctl('ipv4/conf/all/proxy_arp') !== '1') return false;
  const route = objects.route(address, { source: '', mark: 0, in: device })?.route;
  return route?.type === 'unicast' && route.device !== device;
}
