/** Virtual private gateways and customer gateways: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { attachVpnGateway } from './attachVpnGateway.ts';
import { createCustomerGateway } from './createCustomerGateway.ts';
import { createVpnGateway } from './createVpnGateway.ts';
import { deleteCustomerGateway } from './deleteCustomerGateway.ts';
import { deleteVpnGateway } from './deleteVpnGateway.ts';
import { describeCustomerGateways } from './describeCustomerGateways.ts';
import { describeVpnGateways } from './describeVpnGateways.ts';
import { detachVpnGateway } from './detachVpnGateway.ts';
import { disableVgwRoutePropagation, enableVgwRoutePropagation } from './routePropagation.ts';

export const vpnGatewayOperations: OperationTable = {
  CreateVpnGateway: createVpnGateway,
  DescribeVpnGateways: describeVpnGateways,
  AttachVpnGateway: attachVpnGateway,
  DetachVpnGateway: detachVpnGateway,
  DeleteVpnGateway: deleteVpnGateway,
  EnableVgwRoutePropagation: enableVgwRoutePropagation,
  DisableVgwRoutePropagation: disableVgwRoutePropagation,
  CreateCustomerGateway: createCustomerGateway,
  DescribeCustomerGateways: describeCustomerGateways,
  DeleteCustomerGateway: deleteCustomerGateway,
};
