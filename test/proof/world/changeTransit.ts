/** Changes of transit gateways: who is routed by which table, and what is in it. */
import type { Laboratory } from './laboratory.ts';

/** One change of any gateway's tables; what does not fit is refused. */
export function changeTransit(laboratory: Laboratory): void {
  const { chance, snapshot } = laboratory;
  const table = chance.pick([...snapshot.transitGatewayRouteTables.all()]);
  const attachment = chance.pick([...snapshot.transitGatewayAttachments.all()]);
  if (!table || !attachment) return;
  const where = { TransitGatewayRouteTableId: table.id };
  const what = { TransitGatewayAttachmentId: attachment.id };
  const [name, input] = chance.oneOf<[string, object]>(
    ['DisassociateTransitGatewayRouteTable', { ...where, ...what }],
    ['AssociateTransitGatewayRouteTable', { ...where, ...what }],
    ['AssociateTransitGatewayRouteTable', { ...where, ...what }],
    ['EnableTransitGatewayRouteTablePropagation', { ...where, ...what }],
    ['DisableTransitGatewayRouteTablePropagation', { ...where, ...what }],
    ['ReplaceTransitGatewayRoute', { ...where, ...what, DestinationCidrBlock: someBlock(laboratory) }],
    [
      'ReplaceTransitGatewayRoute',
      { ...where, Blackhole: true, DestinationCidrBlock: someBlock(laboratory) },
    ],
  );
  laboratory.call(table.accountId, name, input);
}

function someBlock({ chance, snapshot }: Laboratory): string {
  const block = chance.pick([...snapshot.vpcs.all()])?.spec.cidrBlock ?? '10.0.0.0/16';
  return chance.oneOf(block, '0.0.0.0/0', '10.0.0.0/8');
}
