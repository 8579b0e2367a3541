/** What joins VPCs beside endpoints: peering, and the routes of route tables. */
import type { Laboratory } from './laboratory.ts';
import type { Places, VpcPlace } from './places.ts';

/** Between two VPCs; mostly accepted, mostly with routes at both ends. */
export function makePeering(laboratory: Laboratory, places: Places): void {
  const { chance } = laboratory;
  const [from, to] = [chance.pick(places.vpcs), chance.pick(places.vpcs)];
  if (!from || !to || from === to) return;
  const asked = { VpcId: from.id, PeerVpcId: to.id, PeerOwnerId: to.account };
  const made = laboratory.call(from.account, 'CreateVpcPeeringConnection', asked);
  const VpcPeeringConnectionId = made?.VpcPeeringConnection?.VpcPeeringConnectionId;
  if (!VpcPeeringConnectionId) return;
  laboratory.settle();
  if (chance.is(0.8)) laboratory.call(to.account, 'AcceptVpcPeeringConnection', { VpcPeeringConnectionId });
  laboratory.settle();
  for (const [own, other] of [
    [from, to],
    [to, from],
  ] as const) {
    if (chance.is(0.85)) addRoute(laboratory, own, { VpcPeeringConnectionId }, other.block);
  }
}

/** A route in one of a VPC's tables, to a target or to an instance that may pass packets on. */
export function addRoute(
  laboratory: Laboratory,
  vpc: VpcPlace,
  target: object = instanceTarget(laboratory, vpc),
  DestinationCidrBlock: string = laboratory.chance.oneOf('0.0.0.0/0', '192.168.0.0/16', '10.0.0.0/8'),
): void {
  const tables = [...laboratory.snapshot.routeTables.by('vpc', vpc.id)];
  const RouteTableId = laboratory.chance.pick(tables)?.id;
  if (RouteTableId)
    laboratory.call(vpc.account, 'CreateRoute', { RouteTableId, DestinationCidrBlock, ...target });
}

function instanceTarget({ chance, snapshot }: Laboratory, vpc: VpcPlace): object {
  const interfaces = [...snapshot.networkInterfaces.by('vpc', vpc.id)];
  return { NetworkInterfaceId: chance.pick(interfaces)?.id };
}

/** A table of a subnet's own. */
export function makeRouteTable(laboratory: Laboratory, vpc: VpcPlace): void {
  const made = laboratory.call(vpc.account, 'CreateRouteTable', { VpcId: vpc.id });
  const RouteTableId = made?.RouteTable?.RouteTableId;
  const SubnetId = laboratory.chance.pick(vpc.subnets)?.id;
  if (RouteTableId && SubnetId)
    laboratory.call(vpc.account, 'AssociateRouteTable', { RouteTableId, SubnetId });
}

/** Some of an account's VPCs joined by a transit gateway, with routes that lead there. */
export function makeTransit(laboratory: Laboratory, places: Places): void {
  const { chance } = laboratory;
  const account = chance.pick(places.vpcs)?.account;
  if (!account) return;
  const made = laboratory.call(account, 'CreateTransitGateway', {});
  const TransitGatewayId = made?.TransitGateway?.TransitGatewayId;
  laboratory.settle();
  for (const vpc of chance.some(places.vpcs, 0.7)) attach(laboratory, vpc, account, TransitGatewayId);
  laboratory.settle();
  for (const vpc of chance.some(places.vpcs, 0.8)) {
    for (const { block } of chance.some(places.vpcs, 0.5))
      addRoute(laboratory, vpc, { TransitGatewayId }, block);
  }
}

function attach(laboratory: Laboratory, vpc: VpcPlace, owner: string, TransitGatewayId: string): void {
  const SubnetIds = laboratory.chance.some(vpc.subnets, 0.8).map(({ id }) => id);
  const asked = { TransitGatewayId, VpcId: vpc.id, SubnetIds };
  const made = laboratory.call(vpc.account, 'CreateTransitGatewayVpcAttachment', asked);
  const TransitGatewayAttachmentId = made?.TransitGatewayVpcAttachment?.TransitGatewayAttachmentId;
  const named = { TransitGatewayAttachmentId };
  if (laboratory.chance.is(0.8)) laboratory.call(owner, 'AcceptTransitGatewayVpcAttachment', named);
}

/** An attachment goes. */
export function detach(laboratory: Laboratory): void {
  const { chance, snapshot } = laboratory;
  const attachment = chance.pick([...snapshot.transitGatewayAttachments.all()]);
  const named = { TransitGatewayAttachmentId: attachment?.id };
  if (attachment) laboratory.call(attachment.accountId, 'DeleteTransitGatewayVpcAttachment', named);
}
