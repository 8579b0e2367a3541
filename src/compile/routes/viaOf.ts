/**
 * Where routes lead, by the prefix of their target's id. To add a kind of target: a file beside and a line here. What is
 * not there, or not ready, is a black hole.
 */
import { endpointVia } from './endpointVia.ts';
import { interfaceVia } from './interfaceVia.ts';
import { internetVia } from './internetVia.ts';
import { natVia } from './natVia.ts';
import { peeringVia } from './peeringVia.ts';
import { transitVia } from './transitVia.ts';
import type { ViaOf } from './via.ts';
import { vpnVia } from './vpnVia.ts';

const KINDS: Readonly<Record<string, ViaOf>> = {
  eni: interfaceVia,
  pcx: peeringVia,
  igw: internetVia,
  nat: natVia,
  vgw: vpnVia,
  vpce: endpointVia,
  tgw: transitVia,
};

export const viaOf: ViaOf = (tables, target, table, destination) => {
  const [prefix = ''] = target.split('-');
  return KINDS[prefix]?.(tables, target, table, destination) ?? 'blackhole';
};
