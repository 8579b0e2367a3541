/** A provider with its service and consumers of it, made through the SDK as the tour makes them. */
import { createEndpoint, type Endpoint, untilEndpoint } from '../../src/cli/tour/consumer.ts';
import type { Inside } from '../../src/cli/tour/inside.ts';
import {
  type Machine,
  makeGroup,
  makeNetwork,
  type Network,
  type Party,
  partyOf,
  runInstance,
} from '../../src/cli/tour/party.ts';
import {
  accept,
  allow,
  type Balancer,
  makeBalancer,
  offerService,
  SERVER_PORT,
  SERVICE_PORT,
  type Service,
  untilBalancing,
  webServer,
} from '../../src/cli/tour/provider.ts';
import type { DaemonBed } from './daemonBed.ts';

export const CIDR = '10.0.0.0/16';
/** Of the first machine of everyone: provider and consumers alike. */
export const ADDRESS = '10.0.0.10';

export interface Provider {
  readonly party: Party;
  readonly network: Network;
  readonly groupId: string;
  readonly server: Machine;
  readonly balancer: Balancer;
  readonly service: Service;
}

export async function makeProvider(bed: DaemonBed, allowed: readonly string[]): Promise<Provider> {
  const party = partyOf('111122223333', bed.endpoint);
  const network = await makeNetwork(party, CIDR);
  const groupId = await makeGroup(party, network, 'web', SERVER_PORT);
  const server = await runInstance(party, network, ADDRESS, {
    name: 'server',
    groupId,
    userData: webServer('first'),
  });
  const balancer = await makeBalancer(party, network, server);
  await untilBalancing(party, balancer);
  const service = await offerService(party, balancer);
  await allow(party, service, allowed);
  return { party, network, groupId, server, balancer, service };
}

export interface Consumer {
  readonly party: Party;
  readonly network: Network;
  readonly groupId: string;
  readonly machine: Machine;
  readonly inside: Inside;
}

export async function makeConsumer(bed: DaemonBed, accountId: string): Promise<Consumer> {
  const party = partyOf(accountId, bed.endpoint);
  const network = await makeNetwork(party, CIDR);
  const groupId = await makeGroup(party, network, 'endpoint', SERVICE_PORT);
  const machine = await runInstance(party, network, ADDRESS, { name: `client-${accountId}` });
  return { party, network, groupId, machine, inside: bed.inside(machine.instanceId) };
}

export function requestEndpoint(provider: Provider, consumer: Consumer): Promise<Endpoint> {
  return createEndpoint(consumer.party, consumer.network, provider.service.name, consumer.groupId);
}

export async function acceptEndpoint(
  provider: Provider,
  consumer: Consumer,
  endpoint: Endpoint,
): Promise<void> {
  await accept(provider.party, provider.service, endpoint.id);
  await untilEndpoint(consumer.party, endpoint.id, 'available');
}

/** All of it: a consumer that reaches the provider's service. */
export async function makeConnection(bed: DaemonBed, consumerId = '444455556666') {
  const provider = await makeProvider(bed, [consumerId]);
  const consumer = await makeConsumer(bed, consumerId);
  const endpoint = await requestEndpoint(provider, consumer);
  await acceptEndpoint(provider, consumer, endpoint);
  return { provider, consumer, endpoint };
}
