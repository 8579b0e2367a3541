/** VPCs: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { associateVpcCidrBlock } from './associateVpcCidrBlock.ts';
import { createDefaultVpc } from './createDefaultVpc.ts';
import { createVpc } from './createVpc.ts';
import { deleteVpc } from './deleteVpc.ts';
import { describeVpcAttribute } from './describeVpcAttribute.ts';
import { describeVpcBlockPublicAccessOptions } from './describeVpcBlockPublicAccessOptions.ts';
import { describeVpcClassicLink, describeVpcClassicLinkDnsSupport } from './describeVpcClassicLink.ts';
import { describeVpcs } from './describeVpcs.ts';
import { disassociateVpcCidrBlock } from './disassociateVpcCidrBlock.ts';
import { modifyVpcAttribute } from './modifyVpcAttribute.ts';
import { modifyVpcTenancy } from './modifyVpcTenancy.ts';

export const vpcOperations: OperationTable = {
  CreateVpc: createVpc,
  CreateDefaultVpc: createDefaultVpc,
  DescribeVpcs: describeVpcs,
  DeleteVpc: deleteVpc,
  DescribeVpcAttribute: describeVpcAttribute,
  ModifyVpcAttribute: modifyVpcAttribute,
  ModifyVpcTenancy: modifyVpcTenancy,
  AssociateVpcCidrBlock: associateVpcCidrBlock,
  DisassociateVpcCidrBlock: disassociateVpcCidrBlock,
  DescribeVpcClassicLink: describeVpcClassicLink,
  DescribeVpcClassicLinkDnsSupport: describeVpcClassicLinkDnsSupport,
  DescribeVpcBlockPublicAccessOptions: describeVpcBlockPublicAccessOptions,
};
