/** Pass: the provider's side of each accepted endpoint interface, from the same facts as the consumer's. */
import { known } from '../../base/assert.ts';
import type { AdmissionRow } from '../../program/rows.ts';
import { isLive, type NetworkInterface } from '../../resources/networkInterface.ts';
import { attachedNode } from '../interfaces.ts';
import { pass } from '../pass.ts';

export const admissions = pass('networkInterfaces', (networkInterface, tables) => {
  const { owner } = networkInterface.spec;
  if (owner.kind !== 'endpoint' || !isLive(networkInterface)) return [];
  const node = attachedNode(tables, networkInterface);
  return node ? [admissionRow(networkInterface, owner.endpointId, node)] : [];
});

function admissionRow(
  { id, status }: NetworkInterface,
  endpointId: string,
  node: NetworkInterface,
): AdmissionRow {
  return {
    kind: 'admission',
    id,
    endpointId,
    vpcId: node.spec.vpcId,
    source: known(status.fabricAddress, `attached interface ${id} has a fabric address`),
    destination: known(node.status.fabricAddress, `node ${node.id} has a fabric address`),
  };
}
