/** Pass: the load balancer nodes, one for each zone of each load balancer. */

import { known } from '../../base/assert.ts';
import type { NodeRow } from '../../program/rows.ts';
import { isLive, primaryAddress } from '../../resources/networkInterface.ts';
import { filteredSubnetOf } from '../filteredSubnetOf.ts';
import { ipv6AddressOf } from '../interfaces.ts';
import { pass } from '../pass.ts';
import { tableOfSubnet } from '../routes/usedTable.ts';

export const nodes = pass('networkInterfaces', (networkInterface, tables) => {
  const { id, spec, status } = networkInterface;
  if (spec.owner.kind !== 'loadBalancer' || !isLive(networkInterface)) return [];
  const row: NodeRow = {
    kind: 'node',
    id,
    loadBalancerArn: spec.owner.loadBalancerArn,
    vpcId: spec.vpcId,
    availabilityZone: spec.availabilityZone,
    address: primaryAddress(networkInterface),
    ...ipv6AddressOf(networkInterface),
    fabricAddress: known(status.fabricAddress, `node ${id} has a fabric address`),
    groupIds: spec.groupIds,
    table: tableOfSubnet(tables, spec),
    ...filteredSubnetOf(networkInterface, tables),
  };
  return [row];
});
