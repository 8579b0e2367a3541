/** NAT gateways: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { assignPrivateNatGatewayAddress } from './assignPrivateNatGatewayAddress.ts';
import { associateNatGatewayAddress } from './associateNatGatewayAddress.ts';
import { createNatGateway } from './createNatGateway.ts';
import { deleteNatGateway } from './deleteNatGateway.ts';
import { describeNatGateways } from './describeNatGateways.ts';
import { disassociateNatGatewayAddress } from './disassociateNatGatewayAddress.ts';
import { unassignPrivateNatGatewayAddress } from './unassignPrivateNatGatewayAddress.ts';

export const natGatewayOperations: OperationTable = {
  CreateNatGateway: createNatGateway,
  DescribeNatGateways: describeNatGateways,
  DeleteNatGateway: deleteNatGateway,
  AssociateNatGatewayAddress: associateNatGatewayAddress,
  DisassociateNatGatewayAddress: disassociateNatGatewayAddress,
  AssignPrivateNatGatewayAddress: assignPrivateNatGatewayAddress,
  UnassignPrivateNatGatewayAddress: unassignPrivateNatGatewayAddress,
};
