/** Pass: the interface endpoints' addresses, and where they lead while the provider accepts them. */
import type { EndpointRow, GroupRule } from '../../program/rows.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { loadBalancerIngress } from '../loadBalancerIngress.ts';
import { remembered } from '../remembered.ts';
import type { World } from '../world.ts';

export function endpoints({ tables, endpointInterfaces }: World): EndpointRow[] {
  // Many endpoints share a node: its rules are looked up once in a compilation.
  const ingressByNode = new Map<string, readonly GroupRule[] | undefined>();
  const ingressAt = (node: NetworkInterface) => {
    if (!ingressByNode.has(node.id)) ingressByNode.set(node.id, loadBalancerIngress(tables, node));
    return ingressByNode.get(node.id);
  };
  return endpointInterfaces.map(({ networkInterface, endpointId, node }) =>
    endpointRow(networkInterface, endpointId, node?.status.fabricAddress, node && ingressAt(node)),
  );
}

const endpointRow = remembered(
  (
    { id, spec, status }: NetworkInterface,
    endpointId: string,
    destination: string | undefined,
    ingress: readonly GroupRule[] | undefined,
  ): EndpointRow => ({
    kind: 'endpoint',
    id,
    endpointId,
    vpcId: spec.vpcId,
    address: spec.privateIpAddress,
    groupIds: spec.groupIds,
    attachment: attachment(status.fabricAddress, destination, ingress),
  }),
);

function attachment(
  source: string | undefined,
  destination: string | undefined,
  loadBalancerIngress: readonly GroupRule[] | undefined,
): EndpointRow['attachment'] {
  return source && destination ? { source, destination, loadBalancerIngress } : undefined;
}
