/** Ownership of a service's private DNS name: asked for by the provider, answered by the public DNS or the operator. */
import type { EndpointService } from '../resources/endpointService.ts';
import { awaitsVerification } from '../resources/privateDnsName.ts';
import type { Transaction } from './tables.ts';

/**
 * The operator's word that the provider owns the service's private DNS name.
 * @returns the name, now `verified`; undefined for a service without one
 */
export function verifyPrivateDnsName(tx: Transaction, service: EndpointService): string | undefined {
  if (!service.status.privateDnsName) return undefined;
  answer(tx, service, 'verified');
  return service.spec.privateDnsName;
}

/**
 * The provider asks for the check. A name that is verified stays so.
 * @param request tells this request from others
 */
export function requestVerification(tx: Transaction, service: EndpointService, request: string): void {
  const { privateDnsName } = service.status;
  if (!privateDnsName || privateDnsName.state === 'verified') return;
  tx.endpointServices.put({
    ...service,
    spec: { ...service.spec, verificationRequest: request },
    status: { ...service.status, privateDnsName: { ...privateDnsName, state: 'pendingVerification' } },
  });
}

/** The public DNS has answered what `asked` asked for; nothing happens where the service asks for something else now. */
export function answerVerification(tx: Transaction, asked: EndpointService, isOwner: boolean): void {
  const service = tx.endpointServices.get(asked.id);
  if (!service || !awaitsVerification(service)) return;
  const isSame =
    service.spec.verificationRequest === asked.spec.verificationRequest &&
    service.status.privateDnsName?.value === asked.status.privateDnsName?.value;
  if (isSame) answer(tx, service, isOwner ? 'verified' : 'failed');
}

function answer(tx: Transaction, service: EndpointService, state: 'verified' | 'failed'): void {
  const { spec, status } = service;
  if (!status.privateDnsName) return;
  const privateDnsName = { ...status.privateDnsName, state, answeredRequest: spec.verificationRequest };
  tx.endpointServices.put({ ...service, status: { ...status, privateDnsName } });
}
