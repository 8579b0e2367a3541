/** Pass: what operators have joined to virtual private gateways, where the gateway's VPC has a router. */
import type { OnPremisesRow } from '../../program/rows.ts';
import { foreignBlocks } from '../../resources/onPremises.ts';
import { ipv4Blocks } from '../../resources/vpcBlocks.ts';
import { pass } from '../pass.ts';
import { tableOfGateway } from '../routes/usedTable.ts';
import { vpcOfGateway } from '../routes/vpnVia.ts';

export const onPremises = pass('onPremises', (joined, tables) => {
  const vpc = vpcOfGateway(tables, joined.id);
  if (!vpc || tables.networkInterfaces.count('live', vpc.id) === 0) return [];
  const table = tableOfGateway(tables, joined.id);
  const row: OnPremisesRow = {
    kind: 'onPremises',
    id: joined.id,
    vpcId: vpc.id,
    place: joined.spec.place,
    cidrs: foreignBlocks(joined, vpc),
    vpcCidrs: ipv4Blocks(vpc).map(({ cidrBlock }) => cidrBlock),
    ...(joined.spec.address === undefined ? {} : { address: joined.spec.address }),
    ...(table === undefined ? {} : { table }),
  };
  return [row];
});
