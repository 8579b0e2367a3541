/** Ownership of a service's private DNS name. */
import { AwsError } from '../base/awsError.ts';
import type { Transaction } from './tables.ts';

/**
 * The operator's word that the provider owns the service's private DNS name.
 * @throws AwsError InvalidVpcEndpointServiceId.NotFound, InvalidParameter for a service without such a name
 */
export function verifyDomain(tx: Transaction, serviceId: string): void {
  const service = tx.endpointServices.get(serviceId);
  if (!service) {
    throw new AwsError(
      'InvalidVpcEndpointServiceId.NotFound',
      `The VpcEndpointService Id '${serviceId}' does not exist`,
    );
  }
  const { privateDnsName } = service.status;
  if (!privateDnsName) {
    throw new AwsError('InvalidParameter', `The service ${serviceId} has no private DNS name`);
  }
  tx.endpointServices.put({
    ...service,
    status: { ...service.status, privateDnsName: { ...privateDnsName, state: 'verified' } },
  });
}
