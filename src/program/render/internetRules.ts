/** What a router's table has for its link to the internet: who is who there, and what may pass. IPv4 only. */
import { type KernelObject, map, set } from './objects.ts';

export const INTERNET_SETS: readonly KernelObject[] = [
  map('public_of', 'ipv4_addr', 'ipv4_addr'),
  map('private_of', 'ipv4_addr', 'ipv4_addr'),
  set('with_public', 'ipv4_addr'),
  /** A private address and its public one. */
  set('public_pairs', 'ipv4_addr . ipv4_addr'),
];

/** The internet's namespace has seen to it that nobody there sends under an address of the fabric or a private one. */
export const FROM_INTERNET = 'iifname "inet0" ip saddr != @own_blocks accept';

export const TO_PRIVATE = 'iifname "inet0" dnat ip to ip daddr map @private_of';

export const TO_PUBLIC = 'oifname "inet0" snat ip to ip saddr map @public_of';

/** Asked of every packet: a connection ends with the address that it bears. */
export const BY_INTERNET = [
  'ct state established,related ct original ip saddr . ct reply ip daddr @public_pairs accept',
  'ct state established,related ct reply ip saddr . ct original ip daddr @public_pairs accept',
  'ct state new ct status ! dnat iifname @any_source jump passed_on',
  'ct state new iifname "e*" ip saddr @with_public accept',
  'ct state new iifname "inet0" ct status dnat oifname "e*" accept',
  'drop',
];
