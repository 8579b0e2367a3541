/** Pass: the provider's side of each accepted endpoint interface, from the same facts as the consumer's. */
import { known } from '../../base/assert.ts';
import type { AdmissionRow } from '../../program/rows.ts';
import { isLive, type NetworkInterface } from '../../resources/networkInterface.ts';
import { attachedNode, speakIpv6 } from '../interfaces.ts';
import { pass } from '../pass.ts';

export const admissions = pass('networkInterfaces', (networkInterface, tables) => {
  const { owner } = networkInterface.spec;
  if (owner.kind !== 'endpoint' || !isLive(networkInterface)) return [];
  const node = attachedNode(tables, networkInterface);
  return node ? [admissionRow(networkInterface, owner.endpointId, node)] : [];
});

function admissionRow(
  networkInterface: NetworkInterface,
  endpointId: string,
  node: NetworkInterface,
): AdmissionRow {
  const { id, status } = networkInterface;
  return {
    kind: 'admission',
    id,
    endpointId,
    vpcId: node.spec.vpcId,
    source: known(status.fabricAddress, `attached interface ${id} has a fabric address`),
    destination: known(node.status.fabricAddress, `node ${node.id} has a fabric address`),
    ...speakIpv6(networkInterface, node),
  };
}
