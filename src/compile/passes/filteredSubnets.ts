/** Pass: the subnets whose ACL does not let everything pass. */
import { known } from '../../base/assert.ts';
import type { SubnetRow } from '../../program/rows.ts';
import { isFiltered } from '../filteredSubnetOf.ts';
import { pass } from '../pass.ts';

export const filteredSubnets = pass('subnets', ({ id, spec: { vpcId, cidrBlock, ipv6Block } }, tables) => {
  if (!isFiltered(tables, id, vpcId)) return [];
  if (tables.networkInterfaces.count('live', vpcId) === 0) return [];
  const [acl] = tables.networkAcls.by('associated', id);
  const row: SubnetRow = {
    kind: 'subnet',
    id,
    vpcId,
    cidrs: [cidrBlock ?? [], ipv6Block?.ipv6CidrBlock ?? []].flat(),
    aclId: known(acl, `subnet ${id} has an ACL`).id,
  };
  return [row];
});
