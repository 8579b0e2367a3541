/**
 * The tour: a private connection between two accounts, told by what really happens. Every line it prints is
 * something it has just observed through the AWS API or from inside an instance.
 */
import { isBlocked, isCut, outcomeOf, quotedBody } from './claims.ts';
import { createEndpoint, deleteEndpoint, type Endpoint, errorOfCreate, untilEndpoint } from './consumer.ts';
import { eventually } from './eventually.ts';
import { type Inside, inside } from './inside.ts';
import type { Narration } from './narration.ts';
import {
  closePort,
  type Machine,
  makeGroup,
  makeNetwork,
  type Network,
  openPort,
  type Party,
  partyOf,
  runInstance,
} from './party.ts';
import {
  accept,
  allow,
  connectionState,
  makeBalancer,
  offerService,
  reject,
  SERVER_PORT,
  SERVICE_PORT,
  type Service,
  untilBalancing,
  webServer,
} from './provider.ts';

const PROVIDER = '111122223333';
const CONSUMER = '444455556666';
const OTHER_CONSUMER = '777788889999';
/** Everyone's VPC, and everyone's machine in it: PrivateLink does not mind. */
const CIDR = '10.0.0.0/16';
const ADDRESS = '10.0.0.10';

/** Where the tour happens. */
export interface Stage {
  readonly endpoint: string;
  readonly data: string;
  readonly say: Narration;
}

/** A consumer with all that it has. */
interface Customer {
  readonly party: Party;
  readonly network: Network;
  readonly machine: Machine;
  readonly groupId: string;
  readonly inside: Inside;
}

export async function tour(stage: Stage): Promise<void> {
  const provider = partyOf(PROVIDER, stage.endpoint);
  const service = await provide(stage, provider);
  const customer = await becomeCustomer(stage, CONSUMER);
  const endpoint = await ask(stage, provider, service, customer);
  await connectPrivately(stage, provider, service, customer, endpoint);
  await keepApart(stage, provider, service, customer, endpoint);
  await enforce(stage, provider, service, customer, endpoint);
}

async function provide({ say }: Stage, provider: Party): Promise<Service> {
  say.part(`The provider, account ${PROVIDER}`);
  const network = await say.observe(
    () => makeNetwork(provider, CIDR),
    ({ vpcId, cidr }) => `VPC ${vpcId} with ${cidr}`,
  );
  const machine = await say.observe(
    () => runServer(provider, network),
    ({ instanceId, address }) => `instance ${instanceId} runs at ${address}, a web server by its UserData`,
  );
  const balancer = await say.observe(
    async () => {
      const made = await makeBalancer(provider, network, machine);
      await untilBalancing(provider, made);
      return made;
    },
    ({ dnsName }) =>
      `load balancer ${dnsName}\nis active, and its target is healthy by a check made inside the VPC`,
  );
  return say.observe(
    () => offerService(provider, balancer),
    ({ name }) => `endpoint service ${name}`,
  );
}

async function runServer(provider: Party, network: Network): Promise<Machine> {
  const groupId = await makeGroup(provider, network, 'web', SERVER_PORT);
  const userData = webServer("hello from the provider's server");
  return runInstance(provider, network, ADDRESS, { name: 'server', groupId, userData });
}

async function becomeCustomer({ say, endpoint, data }: Stage, accountId: string): Promise<Customer> {
  const party = partyOf(accountId, endpoint);
  say.part(`${accountId === CONSUMER ? 'A' : 'Another'} consumer, account ${accountId}`);
  const network = await say.observe(
    () => makeNetwork(party, CIDR),
    ({ vpcId, cidr }) => `VPC ${vpcId} with ${cidr}: the provider's addresses again`,
  );
  const machine = await say.observe(
    () => runInstance(party, network, ADDRESS, { name: `client-${accountId}` }),
    ({ instanceId, address }) => `instance ${instanceId} runs at ${address}, like the provider's server`,
  );
  const groupId = await makeGroup(party, network, 'endpoint', SERVICE_PORT);
  return { party, network, machine, groupId, inside: inside(data, machine.instanceId) };
}

async function ask({ say }: Stage, provider: Party, service: Service, customer: Customer): Promise<Endpoint> {
  const { party, network, groupId } = customer;
  await say.observe(
    () => expecting('InvalidServiceName', errorOfCreate(party, network, service.name, groupId)),
    (code) => `CreateVpcEndpoint without permission: ${code}`,
  );
  await allow(provider, service, [CONSUMER, OTHER_CONSUMER]);
  const endpoint = await say.observe(
    () => createEndpoint(party, network, service.name, groupId),
    ({ id, address }) => `with permission: endpoint ${id} at ${address}`,
  );
  await say.observe(
    () => expecting('pendingAcceptance', connectionState(provider, service, endpoint.id)),
    (state) => `the provider sees it: ${state}`,
  );
  await say.observe(
    () => isBlocked(customer.inside, endpoint.address, SERVICE_PORT),
    (seen) =>
      `a connection from the consumer's instance to ${endpoint.address}:${SERVICE_PORT}: ${outcomeOf(seen)}`,
  );
  return endpoint;
}

async function connectPrivately(
  { say }: Stage,
  provider: Party,
  service: Service,
  customer: Customer,
  endpoint: Endpoint,
): Promise<void> {
  say.part('The private connection');
  await say.observe(
    async () => {
      await accept(provider, service, endpoint.id);
      return untilEndpoint(customer.party, endpoint.id, 'available');
    },
    (state) => `the provider accepts; the endpoint is ${state}`,
  );
  await say.observe(
    () => resolves(customer.inside, endpoint),
    ({ addresses, servers }) =>
      `${endpoint.dnsName}\nis ${addresses} (asked inside the instance, of ${servers})`,
  );
  await say.observe(
    () => customer.inside.get(urlOf(endpoint)),
    ({ bodies }) => `GET / by that name: ${quotedBody(Object.keys(bodies)[0])}`,
  );
  say.note("(`sees` is the load balancer's node: no address of the consumer reaches the provider)");
  await say.observe(
    () => customer.inside.get(urlOf(endpoint), 200),
    ({ answered, medianMs }) =>
      `${answered} more requests, a new connection each: median ${medianMs.toFixed(2)} ms`,
  );
}

async function keepApart(
  stage: Stage,
  provider: Party,
  service: Service,
  first: Customer,
  endpoint: Endpoint,
): Promise<void> {
  const second = await becomeCustomer(stage, OTHER_CONSUMER);
  const waiting = await stage.say.observe(
    () => createEndpoint(second.party, second.network, service.name, second.groupId),
    ({ id, address }) => `endpoint ${id} at ${address}, not accepted`,
  );
  await stage.say.observe(
    () => expecting('pendingAcceptance', connectionState(provider, service, waiting.id)),
    (state) => `the provider sees it: ${state}`,
  );
  await stage.say.observe(
    async () => {
      const [refused, answered] = await Promise.all([
        isBlocked(second.inside, waiting.address, SERVICE_PORT),
        first.inside.get(urlOf(endpoint)),
      ]);
      return { refused, answered };
    },
    ({ refused, answered }) =>
      `both ask from ${ADDRESS} at once: this one gets ${refused.outcome}, the first ${answered.answered} answer`,
  );
}

async function enforce(
  { say }: Stage,
  provider: Party,
  service: Service,
  { party, network, groupId, inside: machine }: Customer,
  endpoint: Endpoint,
): Promise<void> {
  say.part('What holds it back');
  await say.observe(
    async () => {
      await closePort(party, network, groupId, SERVICE_PORT);
      return eventually('the closed group blocks', () => blockedNow(machine, endpoint), 10);
    },
    (seen) => `the consumer closes the endpoint's security group: ${outcomeOf(seen)}`,
  );
  await say.observe(
    async () => {
      await openPort(party, network, groupId, SERVICE_PORT);
      return eventually('the opened group admits', () => connectedNow(machine, endpoint), 10);
    },
    (seen) => `opens it again: ${outcomeOf(seen)}`,
  );
  const download = await machine.hold(`${urlOf(endpoint)}stream`);
  await say.observe(
    async () => {
      await reject(provider, service, endpoint.id);
      return isCut(download.ended);
    },
    ({ ended, bytes }) => `during a download the provider rejects: cut after ${bytes} bytes (${ended})`,
  );
  await say.observe(
    () => isBlocked(machine, endpoint.address, SERVICE_PORT),
    (seen) => `a new connection: ${outcomeOf(seen)}`,
  );
  await say.observe(
    async () => {
      await deleteEndpoint(party, endpoint.id);
      return untilEndpoint(party, endpoint.id, 'gone');
    },
    (state) => `the consumer deletes the endpoint: ${state}`,
  );
}

async function resolves(machine: Inside, endpoint: Endpoint) {
  const seen = await machine.lookup(endpoint.dnsName);
  if (seen.addresses.join() !== endpoint.address) {
    throw new Error(`${endpoint.dnsName} resolves to [${seen.addresses}], not to ${endpoint.address}.`);
  }
  return seen;
}

async function blockedNow(machine: Inside, endpoint: Endpoint) {
  const seen = await machine.connect(endpoint.address, SERVICE_PORT);
  return seen.outcome !== 'connected' && seen;
}

async function connectedNow(machine: Inside, endpoint: Endpoint) {
  const seen = await machine.connect(endpoint.address, SERVICE_PORT);
  return seen.outcome === 'connected' && seen;
}

async function expecting(wanted: string, observed: Promise<string>): Promise<string> {
  const seen = await observed;
  if (seen.toLowerCase() !== wanted.toLowerCase()) throw new Error(`Expected ${wanted}, but saw ${seen}.`);
  return seen;
}

function urlOf(endpoint: Endpoint): string {
  return `http://${endpoint.dnsName}/`;
}
