/** Ownership of a service's private DNS name. */
import type { EndpointService } from '../resources/endpointService.ts';
import type { Transaction } from './tables.ts';

/**
 * The operator's word that the provider owns the service's private DNS name.
 * @returns the name, now `verified`; undefined for a service without one
 */
export function verifyPrivateDnsName(tx: Transaction, service: EndpointService): string | undefined {
  const { spec, status } = service;
  if (!status.privateDnsName) return undefined;
  const privateDnsName = { ...status.privateDnsName, state: 'verified' as const };
  tx.endpointServices.put({ ...service, status: { ...status, privateDnsName } });
  return spec.privateDnsName;
}
