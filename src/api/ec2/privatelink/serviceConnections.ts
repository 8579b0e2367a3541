/** The endpoints that a service has to answer for. */
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointState } from '../../../resources/endpoint.ts';
import type { Call } from '../../operation.ts';

const ACTIVE: readonly EndpointState[] = ['pendingAcceptance', 'pending', 'available'];

/** @throws AwsError ExistingVpcEndpointConnections while an endpoint waits for the service or is connected */
export function checkUnconnected({ tx }: Call, serviceId: string): void {
  if (!tx.vpcEndpoints.by('service', serviceId).some((row) => ACTIVE.includes(row.status.state))) return;
  throw new AwsError(
    'ExistingVpcEndpointConnections',
    'Service has existing active VPC Endpoint connections!',
  );
}
