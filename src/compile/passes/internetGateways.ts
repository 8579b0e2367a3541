/** Pass: the link to the internet of each VPC that has a gateway there, and a router. */
import type { InternetRow } from '../../program/rows.ts';
import { pass } from '../pass.ts';
import { tableOfGateway } from '../routes/usedTable.ts';

export const internetGateways = pass('internetGateways', ({ id, spec }, tables) => {
  const [vpcId] = spec.vpcIds;
  if (vpcId === undefined || tables.networkInterfaces.count('live', vpcId) === 0) return [];
  const table = tableOfGateway(tables, id);
  const row: InternetRow = { kind: 'internet', id, vpcId, ...(table === undefined ? {} : { table }) };
  return [row];
});
