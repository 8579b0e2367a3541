/** Where packets leave a VPC for the internet: gateways, public addresses, NAT gateways. */
import type { Laboratory } from './laboratory.ts';
import { addRoute } from './makeRoutes.ts';
import type { VpcPlace } from './places.ts';

const EVERYWHERE = '0.0.0.0/0';

export function makeInternetGateway(laboratory: Laboratory, vpc: VpcPlace): void {
  const { chance } = laboratory;
  const InternetGatewayId = laboratory.call(vpc.account, 'CreateInternetGateway', {})?.InternetGateway
    ?.InternetGatewayId;
  laboratory.call(vpc.account, 'AttachInternetGateway', { InternetGatewayId, VpcId: vpc.id });
  if (chance.is(0.8)) addRoute(laboratory, vpc, { GatewayId: InternetGatewayId }, EVERYWHERE);
  for (const { spec } of chance.some([...laboratory.snapshot.instances.by('vpc', vpc.id)], 0.4)) {
    const AllocationId = laboratory.call(vpc.account, 'AllocateAddress', { Domain: 'vpc' })?.AllocationId;
    const named = { AllocationId, NetworkInterfaceId: spec.networkInterfaceId };
    laboratory.call(vpc.account, 'AssociateAddress', named);
  }
}

/** In one of the subnets, with a route there from one of the tables. */
export function makeNatGateway(laboratory: Laboratory, vpc: VpcPlace): void {
  const SubnetId = laboratory.chance.pick(vpc.subnets)?.id;
  const asked = { SubnetId, ConnectivityType: 'private' };
  const NatGatewayId = laboratory.call(vpc.account, 'CreateNatGateway', asked)?.NatGateway?.NatGatewayId;
  laboratory.settle();
  const destination = laboratory.chance.oneOf(EVERYWHERE, '10.0.0.0/8', '172.16.0.0/12');
  if (NatGatewayId) addRoute(laboratory, vpc, { NatGatewayId }, destination);
}
