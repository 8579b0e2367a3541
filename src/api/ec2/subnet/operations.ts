/** Subnets: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { associateSubnetCidrBlock } from './associateSubnetCidrBlock.ts';
import { createDefaultSubnet } from './createDefaultSubnet.ts';
import { createSubnet } from './createSubnet.ts';
import { createSubnetCidrReservation } from './createSubnetCidrReservation.ts';
import { deleteSubnet } from './deleteSubnet.ts';
import { deleteSubnetCidrReservation } from './deleteSubnetCidrReservation.ts';
import { describeSubnets } from './describeSubnets.ts';
import { disassociateSubnetCidrBlock } from './disassociateSubnetCidrBlock.ts';
import { getSubnetCidrReservations } from './getSubnetCidrReservations.ts';
import { modifySubnetAttribute } from './modifySubnetAttribute.ts';

export const subnetOperations: OperationTable = {
  CreateSubnet: createSubnet,
  CreateDefaultSubnet: createDefaultSubnet,
  DescribeSubnets: describeSubnets,
  DeleteSubnet: deleteSubnet,
  ModifySubnetAttribute: modifySubnetAttribute,
  AssociateSubnetCidrBlock: associateSubnetCidrBlock,
  DisassociateSubnetCidrBlock: disassociateSubnetCidrBlock,
  CreateSubnetCidrReservation: createSubnetCidrReservation,
  GetSubnetCidrReservations: getSubnetCidrReservations,
  DeleteSubnetCidrReservation: deleteSubnetCidrReservation,
};
