/** VPC peering: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { acceptVpcPeeringConnection } from './acceptVpcPeeringConnection.ts';
import { createVpcPeeringConnection } from './createVpcPeeringConnection.ts';
import { deleteVpcPeeringConnection } from './deleteVpcPeeringConnection.ts';
import { describeVpcPeeringConnections } from './describeVpcPeeringConnections.ts';
import { modifyVpcPeeringConnectionOptions } from './modifyVpcPeeringConnectionOptions.ts';
import { rejectVpcPeeringConnection } from './rejectVpcPeeringConnection.ts';

export const peeringOperations: OperationTable = {
  CreateVpcPeeringConnection: createVpcPeeringConnection,
  AcceptVpcPeeringConnection: acceptVpcPeeringConnection,
  RejectVpcPeeringConnection: rejectVpcPeeringConnection,
  DeleteVpcPeeringConnection: deleteVpcPeeringConnection,
  DescribeVpcPeeringConnections: describeVpcPeeringConnections,
  ModifyVpcPeeringConnectionOptions: modifyVpcPeeringConnectionOptions,
};
