/** DeleteTransitGateway: one without attachments goes with its tables. */
import type { DeleteTransitGatewayRequest, DeleteTransitGatewayResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { TransitGateway } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { checkState, findTransitGateway } from './findTransitGateway.ts';
import { transitGatewayView } from './transitGatewayView.ts';

export function deleteTransitGateway(
  call: Call,
  input: DeleteTransitGatewayRequest,
): DeleteTransitGatewayResult {
  const gateway = findTransitGateway(call, input.TransitGatewayId);
  checkState(gateway, 'available', 'pending');
  const { transitGatewayAttachments, transitGatewayRouteTables, transitGateways } = call.tx;
  const attached = transitGatewayAttachments.by('gateway', gateway.id).map(({ id }) => id);
  if (attached.length > 0) {
    throw new AwsError(
      'IncorrectState',
      `${gateway.id} has non-deleted VPC Attachments: ${attached.join(', ')}.`,
    );
  }
  for (const table of transitGatewayRouteTables.by('gateway', gateway.id)) {
    transitGatewayRouteTables.put({ ...table, status: { state: 'deleting' } });
  }
  const deleting: TransitGateway = { ...gateway, status: { state: 'deleting' } };
  transitGateways.put(deleting);
  return { TransitGateway: transitGatewayView(call, deleting) };
}
