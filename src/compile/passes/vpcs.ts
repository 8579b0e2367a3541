/** Pass: a router for each VPC that has a live interface; the others are records only and cost the kernel nothing. */
import type { VpcRow } from '../../program/rows.ts';
import { fabricBlockOf } from '../../resources/fabric.ts';
import type { Vpc } from '../../resources/network.ts';
import { ipv4Blocks, ipv6Blocks } from '../../resources/vpcBlocks.ts';
import { resolverAddresses } from '../addresses.ts';
import { pass } from '../pass.ts';

export const vpcs = pass('vpcs', (vpc, tables) =>
  tables.networkInterfaces.count('live', vpc.id) > 0 ? [vpcRow(vpc)] : [],
);

function vpcRow(vpc: Vpc): VpcRow {
  const ipv6Cidrs = ipv6Blocks(vpc).map(({ ipv6CidrBlock }) => ipv6CidrBlock);
  return {
    kind: 'vpc',
    id: vpc.id,
    cidrs: ipv4Blocks(vpc).map(({ cidrBlock }) => cidrBlock),
    ...(ipv6Cidrs.length > 0 ? { ipv6Cidrs } : {}),
    fabricBlock: fabricBlockOf(vpc),
    resolverAddresses: vpc.spec.enableDnsSupport
      ? resolverAddresses(vpc.spec.cidrBlock, ipv6Cidrs.length > 0)
      : [],
  };
}
