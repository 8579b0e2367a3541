/** DeleteCustomerGateway. */
import type { DeleteCustomerGatewayRequest } from '@aws-sdk/client-ec2';
import { stateOf } from '../../../resources/vpnGateway.ts';
import type { Call } from '../../operation.ts';
import { find, notFound } from '../ids.ts';

export function deleteCustomerGateway(call: Call, input: DeleteCustomerGatewayRequest): object {
  const { customerGateways } = call.tx;
  const gateway = find(
    call,
    customerGateways,
    'customerGateway',
    input.CustomerGatewayId,
    'CustomerGatewayId',
  );
  if (stateOf(gateway) === 'deleted') throw notFound('customerGateway', gateway.id);
  customerGateways.put({ ...gateway, spec: { ...gateway.spec, deletedAt: call.now.toISOString() } });
  return {};
}
