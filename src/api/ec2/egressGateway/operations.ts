/** Egress-only internet gateways: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { createEgressOnlyInternetGateway } from './createEgressOnlyInternetGateway.ts';
import { deleteEgressOnlyInternetGateway } from './deleteEgressOnlyInternetGateway.ts';
import { describeEgressOnlyInternetGateways } from './describeEgressOnlyInternetGateways.ts';

export const egressGatewayOperations: OperationTable = {
  CreateEgressOnlyInternetGateway: createEgressOnlyInternetGateway,
  DescribeEgressOnlyInternetGateways: describeEgressOnlyInternetGateways,
  DeleteEgressOnlyInternetGateway: deleteEgressOnlyInternetGateway,
};
