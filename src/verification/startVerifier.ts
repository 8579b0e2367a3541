/**
 * Checks who owns private DNS names: the public DNS is asked for what StartVpcEndpointServicePrivateDnsVerification
 * asked to be proved, and the answer becomes status. What is asked for is in the state, so a restart goes on.
 */
import type { EndpointService } from '../resources/endpointService.ts';
import { awaitsVerification } from '../resources/privateDnsName.ts';
import { answerVerification } from '../state/privateDnsName.ts';
import type { State } from '../state/state.ts';
import { ownershipRecords } from './ownershipRecords.ts';
import type { LookUpTxt } from './publicTxt.ts';

/** Checks under way at once; the others wait their turn. */
const AT_ONCE = 8;

/** Runs until the returned function is called; answers that come after it are lost, and asked for again. */
export function startVerifier(state: State, lookUp: LookUpTxt): () => void {
  /** Ids of services that are being checked; what is asked meanwhile is looked at after. */
  const underWay = new Set<string>();
  let stopped = false;
  const look = () => {
    for (const service of state.snapshot.endpointServices.by('verification', 'asked')) {
      if (underWay.size >= AT_ONCE) return;
      if (!underWay.has(service.id)) void check(service);
    }
  };
  const check = async (service: EndpointService) => {
    underWay.add(service.id);
    const isOwner = await isProved(service, lookUp);
    underWay.delete(service.id);
    if (stopped) return;
    state.transact((tx) => answerVerification(tx, service, isOwner));
    look();
  };
  const unwatch = state.watch((changes) => {
    if (changes.some(({ table }) => table === 'endpointServices')) look();
  });
  look();
  return () => {
    stopped = true;
    unwatch();
  };
}

/** The value must match exactly, capitals and all. */
async function isProved(service: EndpointService, lookUp: LookUpTxt): Promise<boolean> {
  const asked = awaitsVerification(service);
  if (!asked) return false;
  // All at once: a resolver that does not answer keeps the provider waiting once, not for each name.
  const found = await Promise.all(ownershipRecords(asked.domain, asked.name).map(lookUp));
  return found.some((texts) => texts.includes(asked.value));
}
