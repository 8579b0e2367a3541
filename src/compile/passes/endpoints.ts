/** Pass: the interface endpoints' addresses, and where they lead while the provider accepts them. */
import type { EndpointRow, GroupRule } from '../../program/rows.ts';
import { isLive, type NetworkInterface } from '../../resources/networkInterface.ts';
import { attachedNode } from '../interfaces.ts';
import { loadBalancerIngress } from '../loadBalancerIngress.ts';
import { pass } from '../pass.ts';
import { tableOfSubnet } from '../routes/usedTable.ts';

export const endpoints = pass('networkInterfaces', (networkInterface, tables) => {
  const { owner } = networkInterface.spec;
  if (owner.kind !== 'endpoint' || !isLive(networkInterface)) return [];
  const node = attachedNode(tables, networkInterface);
  const ingress = node && loadBalancerIngress(tables, node);
  const row = endpointRow(networkInterface, owner.endpointId, node?.status.fabricAddress, ingress);
  return [{ ...row, table: tableOfSubnet(tables, networkInterface.spec) }];
});

function endpointRow(
  { id, spec, status }: NetworkInterface,
  endpointId: string,
  destination: string | undefined,
  ingress: readonly GroupRule[] | undefined,
): EndpointRow {
  return {
    kind: 'endpoint',
    id,
    endpointId,
    vpcId: spec.vpcId,
    address: spec.privateIpAddress,
    groupIds: spec.groupIds,
    attachment: attachment(status.fabricAddress, destination, ingress),
  };
}

function attachment(
  source: string | undefined,
  destination: string | undefined,
  loadBalancerIngress: readonly GroupRule[] | undefined,
): EndpointRow['attachment'] {
  return source && destination ? { source, destination, loadBalancerIngress } : undefined;
}
