/** Pass: the interface endpoints' addresses, and where they lead while the provider accepts them. */
import type { EndpointRow } from '../../program/rows.ts';
import { isLive, type NetworkInterface, primaryAddress } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { filteredSubnetOf } from '../filteredSubnetOf.ts';
import { attachedNode, ipv6AddressOf, speakIpv6 } from '../interfaces.ts';
import { loadBalancerIngress } from '../loadBalancerIngress.ts';
import { pass } from '../pass.ts';
import { tableOfSubnet } from '../routes/usedTable.ts';

export const endpoints = pass('networkInterfaces', (networkInterface, tables) => {
  const { owner } = networkInterface.spec;
  if (owner.kind !== 'endpoint' || !isLive(networkInterface)) return [];
  const row = endpointRow(networkInterface, owner.endpointId, tables);
  return [
    {
      ...row,
      table: tableOfSubnet(tables, networkInterface.spec),
      ...filteredSubnetOf(networkInterface, tables),
    },
  ];
});

function endpointRow(row: NetworkInterface, endpointId: string, tables: Snapshot): EndpointRow {
  return {
    kind: 'endpoint',
    id: row.id,
    endpointId,
    vpcId: row.spec.vpcId,
    address: primaryAddress(row),
    ...ipv6AddressOf(row),
    groupIds: row.spec.groupIds,
    attachment: attachment(row, tables),
  };
}

function attachment(row: NetworkInterface, tables: Snapshot): EndpointRow['attachment'] {
  const node = attachedNode(tables, row);
  const [source, destination] = [row.status.fabricAddress, node?.status.fabricAddress];
  if (!node || !source || !destination) return undefined;
  const ipv6 = speakIpv6(row, node);
  return { source, destination, ...ipv6, loadBalancerIngress: loadBalancerIngress(tables, node, ipv6.ipv6) };
}
