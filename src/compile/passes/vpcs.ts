/** Pass: a router for each VPC that has an interface. */
import { known } from '../../base/assert.ts';
import type { VpcRow } from '../../program/rows.ts';
import { fabricBlockOf } from '../../resources/fabric.ts';
import type { Vpc } from '../../resources/network.ts';
import { resolverAddresses } from '../addresses.ts';
import { remembered } from '../remembered.ts';
import type { World } from '../world.ts';

export function vpcs({ tables, vpcIds }: World): VpcRow[] {
  return Array.from(vpcIds, (id) => vpcRow(known(tables.vpcs.get(id), `VPC ${id} of an interface exists`)));
}

const vpcRow = remembered(
  (vpc: Vpc): VpcRow => ({
    kind: 'vpc',
    id: vpc.id,
    cidrs: [vpc.spec.cidrBlock],
    fabricBlock: fabricBlockOf(vpc),
    resolverAddresses: vpc.spec.enableDnsSupport ? resolverAddresses(vpc.spec.cidrBlock) : [],
  }),
);
