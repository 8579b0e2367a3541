/** Names and MAC addresses of the links that a program asks for. */

import { shortHash } from '../base/shortHash.ts';
import type { OnPremisesPlace } from './rows.ts';

/** The fabric link, as a VPC's router sees it. */
export const FABRIC_LINK = 'fab0';
/** An instance's interface, as the instance sees it. */
export function instanceLink(deviceIndex = 0): string {
  return `eth${deviceIndex}`;
}
/** The namespace that joins the routers. */
export const FABRIC = 'fabric';

/** Interface names have 15 characters at most: one letter and 14 digits of the id that they stand for. */
export function portName(networkInterfaceId: string): string {
  return `e${networkInterfaceId.replace(/^eni-/, '').slice(0, 14)}`;
}

/** A router's link to the internet. */
export const INTERNET_LINK = 'inet0';

/** Public addresses of this installation. */
export const PUBLIC_RANGE = '198.18.0.0/16';
/** The internet's way out, and its far end in the operator's namespace. */
export const WAY_OUT_LINK = 'out0';
export const WAY_IN_LINK = 'postern0';

/** The link behind a virtual private gateway, at either end. One that leads elsewhere has another name. */
export function vpnLinkName(vpnGatewayId: string, place: OnPremisesPlace): string {
  const where = 'namespace' in place ? `netns ${place.namespace}` : place.hostInterface;
  return `w${vpnGatewayId.replace(/^vgw-/, '').slice(0, 8)}${shortHash(where).slice(0, 6)}`;
}

/** A VPC's link, as the fabric namespace and that of the internet see it. */
export function fabricPortName(vpcId: string): string {
  return `v${vpcId.replace(/^vpc-/, '').slice(0, 14)}`;
}

/** A peering connection's link, as either router sees it. */
export function peeringName(peeringConnectionId: string): string {
  return `p${peeringConnectionId.replace(/^pcx-/, '').slice(0, 14)}`;
}

/** A transit gateway's link, as the VPC's router sees it. */
export function transitLinkName(attachmentId: string): string {
  return `t${attachmentId.replace(/^tgw-attach-/, '').slice(0, 14)}`;
}

/** The same link, as the transit gateway sees it. */
export function transitPortName(attachmentId: string): string {
  return `a${attachmentId.replace(/^tgw-attach-/, '').slice(0, 14)}`;
}

/** The kernel's number of a route table: its first seven digits, above all numbers that the kernel itself gives. */
export function tableNumber(routeTableId: string): number {
  return 0x10000000 + Number.parseInt(routeTableId.replace(/^rtb-/, '').slice(0, 7), 16);
}

/** As `tableNumber`, of a transit gateway's table. */
export function transitTableNumber(tableId: string): number {
  return tableNumber(tableId.replace(/^tgw-/, ''));
}

/**
 * A MAC address that always belongs to the same end of the same link, so that read-back can compare it and
 * neighbour caches stay right over a repair. `family` is a locally administered unicast octet.
 */
export function macAddressOf(family: '0a' | '0e' | '12' | '16' | '1a' | '1e' | '22', id: string): string {
  const digits = id
    .replace(/^[a-z]+-/, '')
    .slice(0, 10)
    .padStart(10, '0');
  return [family, ...(digits.match(/../g) ?? [])].join(':');
}
