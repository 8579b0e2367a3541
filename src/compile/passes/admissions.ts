/** Pass: the provider's side of each accepted endpoint interface, from the same facts as the consumer's. */
import { known } from '../../base/assert.ts';
import type { AdmissionRow } from '../../program/rows.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { remembered } from '../remembered.ts';
import type { World } from '../world.ts';

export function admissions({ endpointInterfaces }: World): AdmissionRow[] {
  const rows: AdmissionRow[] = [];
  for (const { networkInterface, endpointId, node } of endpointInterfaces) {
    if (node) rows.push(admissionRow(networkInterface, endpointId, node));
  }
  return rows;
}

const admissionRow = remembered(
  ({ id, status }: NetworkInterface, endpointId: string, node: NetworkInterface): AdmissionRow => ({
    kind: 'admission',
    id,
    endpointId,
    vpcId: node.spec.vpcId,
    source: known(status.fabricAddress, `attached interface ${id} has a fabric address`),
    destination: known(node.status.fabricAddress, `node ${node.id} has a fabric address`),
  }),
);
