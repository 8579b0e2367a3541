/**
 * The operator joins a network namespace or a host interface to a virtual private gateway: the place of AWS's VPN
 * connections and cables. It is on the disk before it is answered; the data plane follows, also after a restart.
 */
import { systemClock } from '../base/clock.ts';
import { areOverlapping, type OnPremises, placeName } from '../resources/onPremises.ts';
import { vpcBlocks } from '../resources/vpcBlocks.ts';
import type { VpnGateway } from '../resources/vpnGateway.ts';
import { attachedVpc, stateOf } from '../resources/vpnGateway.ts';
import type { State } from '../state/state.ts';
import type { Snapshot } from '../state/tables.ts';
import { InspectError } from './inspectError.ts';
import type { AgentPresence } from './instanceEntry.ts';
import { readJoinRequest } from './joinRequest.ts';

type Join = OnPremises['spec'];

/** As the command line says it. */
export interface JoinAnswer {
  readonly gatewayId: string;
  /** `namespace corp`, `interface eth1`. */
  readonly place: string;
  readonly cidrs: readonly string[];
}

/** @throws InspectError */
export async function joinOnPremises(
  state: State,
  gatewayId: string,
  body: Uint8Array,
  agent: AgentPresence,
): Promise<JoinAnswer> {
  const join = readJoinRequest(body);
  const row = state.transact((tx) => {
    const gateway = knownGateway(tx, gatewayId);
    checkFree(tx, gateway, join);
    checkPlace(join, agent);
    const { accountId, region } = gateway;
    const made = {
      id: gateway.id,
      accountId,
      region,
      createdAt: systemClock.now().toISOString(),
      tags: {},
      spec: join,
    };
    tx.onPremises.put(made);
    return made;
  });
  await state.durable();
  return answerOf(row);
}

/** @returns what had been joined. @throws InspectError */
export async function partOnPremises(state: State, gatewayId: string): Promise<JoinAnswer> {
  const row = state.transact((tx) => {
    const joined = tx.onPremises.get(knownGateway(tx, gatewayId).id);
    if (!joined) throw new InspectError(409, `Nothing is attached to ${gatewayId}.`);
    tx.onPremises.delete(joined.id);
    return joined;
  });
  await state.durable();
  return answerOf(row);
}

function answerOf({ id, spec }: OnPremises): JoinAnswer {
  return { gatewayId: id, place: placeName(spec.place), cidrs: spec.cidrs };
}

function knownGateway(tables: Snapshot, id: string): VpnGateway {
  const gateway = tables.vpnGateways.get(id);
  if (gateway && stateOf(gateway) !== 'deleted') return gateway;
  throw new InspectError(404, `There is no virtual private gateway ${id}.`);
}

function checkFree(tables: Snapshot, gateway: VpnGateway, join: Join): void {
  const present = tables.onPremises.get(gateway.id);
  if (present) {
    const what = placeName(present.spec.place);
    throw conflict(
      `${gateway.id} has ${what} attached already. Detach it first: postern detach ${gateway.id}`,
    );
  }
  const vpc = tables.vpcs.get(attachedVpc(gateway) ?? '');
  const own = vpc ? vpcBlocks(vpc) : [];
  for (const cidr of join.cidrs) {
    const block = own.find((each) => areOverlapping(each, cidr));
    if (block) throw conflict(`The block ${cidr} overlaps ${block} of ${vpc?.id}.`);
  }
  if ('hostInterface' in join.place) {
    const [other] = tables.onPremises.by('hostInterface', join.place.hostInterface);
    if (other) throw conflict(`Interface ${join.place.hostInterface} is attached to ${other.id} already.`);
  }
}

function checkPlace({ place }: Join, agent: AgentPresence): void {
  if (!agent.isConnected()) throw new InspectError(503, 'The data plane is not connected now. Try again.');
  if ('namespace' in place) checkNamespace(place.namespace, agent);
  else checkInterface(place.hostInterface, agent);
}

function checkInterface(name: string, agent: AgentPresence): void {
  if (agent.holderPid() !== undefined) {
    throw conflict('The data plane runs without root, and only root can attach an interface of the host.');
  }
  if (name === 'lo' || !agent.hasInterface(name)) {
    throw new InspectError(404, `The host has no network interface ${name} to attach.`);
  }
  if (agent.carriesDefaultRoute(name)) {
    throw conflict(`Interface ${name} carries the host's default route: attached, the host would lose it.`);
  }
}

function checkNamespace(name: string, agent: AgentPresence): void {
  if (name.startsWith('postern-')) throw conflict(`Network namespace ${name} is one of Postern's own.`);
  if (agent.hasNamespace(name)) return;
  const holder = agent.holderPid();
  const enter = `nsenter --user --mount --preserve-credentials -t ${holder} unshare --net ip netns add ${name}`;
  const where =
    holder === undefined ? '.' : ` where the data plane, without root, has its own. Make it with: ${enter}`;
  throw new InspectError(404, `There is no network namespace ${name}${where}`);
}

function conflict(message: string): InspectError {
  return new InspectError(409, message);
}
