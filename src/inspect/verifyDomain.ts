/** The operator vouches for a service's private DNS name (AWS asks the public DNS instead). */
import { verifyPrivateDnsName } from '../state/privateDnsName.ts';
import type { State } from '../state/state.ts';
import { InspectError } from './inspectError.ts';

/** @returns the private name, now `verified` and durable. */
export async function verifyDomain(state: State, serviceId: string): Promise<{ privateDnsName: string }> {
  const privateDnsName = state.transact((tx) => {
    const service = tx.endpointServices.get(serviceId);
    if (!service) throw new InspectError(404, `There is no endpoint service ${serviceId}.`);
    const name = verifyPrivateDnsName(tx, service);
    if (!name) throw new InspectError(409, `Service ${serviceId} has no private DNS name.`);
    return name;
  });
  await state.durable();
  return { privateDnsName };
}
