/** Routes to an internet gateway, while it is attached to the VPC. */
import { INTERNET_LINK } from '../../program/interfaceNames.ts';
import type { ViaOf } from './via.ts';

export const internetVia: ViaOf = (tables, target, { spec: { vpcId } }, destination) => {
  const isHere = tables.internetGateways.get(target)?.spec.vpcIds.includes(vpcId);
  if (!isHere || destination.includes(':')) return 'blackhole';
  return { link: INTERNET_LINK, row: `internet/${target}` };
};
