/** Pass: a namespace for each NAT gateway whose interface is live. */
import type { NatGatewayRow } from '../../program/rows.ts';
import { isLive, primaryAddress } from '../../resources/networkInterface.ts';
import { pass } from '../pass.ts';

export const natGateways = pass('networkInterfaces', (networkInterface) => {
  const { owner, vpcId } = networkInterface.spec;
  if (owner.kind !== 'natGateway' || !isLive(networkInterface)) return [];
  const address = primaryAddress(networkInterface);
  const row: NatGatewayRow = { kind: 'natGateway', id: owner.natGatewayId, vpcId, address };
  return [row];
});
