/**
 * A listener: the addresses and port it is found at, and the usable targets that new flows are spread over.
 *
 * With one target group in use its chain spreads them over the targets; with several it first picks a group by
 * weight, each of which has a chain of its own.
 */
import { usableTargets } from '../health.ts';
import type { HealthTable, ListenerGroup, ListenerRow } from '../rows.ts';
import { type Family, fabricAddressIn, familyOf, setFor } from './family.ts';
import {
  type ChainObject,
  chain,
  element,
  type KernelObject,
  type Placed,
  placedIn,
  type Rule,
  rule,
} from './objects.ts';
import { HIDE_CLIENT } from './routerTable.ts';

/** Two seeds, so that the choice of a target does not follow from that of its group; fixed, so that it stays. */
const GROUP_SEED = '0x706f7374';
const TARGET_SEED = '0x65726e21';

export function renderListener(row: ListenerRow, health: HealthTable): Placed[] {
  const addresses = row.nodeIpv6Address ? [row.nodeAddress, row.nodeIpv6Address] : [row.nodeAddress];
  return placedIn(
    row.vpcId,
    addresses.flatMap((address) => place(row, address, health)),
  );
}

function place(row: ListenerRow, address: string, health: HealthTable): KernelObject[] {
  const family = familyOf(address);
  const name = `listener${family.tag}-${row.nodeId}-${row.protocol}-${row.port}`;
  const at = (each: string) =>
    element(setFor('listeners', each), [each, row.protocol, row.port], `goto ${name}`);
  return [
    ...chains(name, row, health, family),
    at(address),
    at(fabricAddressIn(family, row.nodeFabricAddress)),
  ];
}

function chains(name: string, row: ListenerRow, health: HealthTable, family: Family): ChainObject[] {
  const inUse = row.groups.filter((group) => group.weight > 0 && hasFamily(group, family));
  const [only, ...others] = inUse;
  if (!only || others.length === 0) return [chain(name, only ? spread(row, only, health, family) : [])];
  return [
    chain(name, [rule(row.nodeId, `${pick(row, inUse, family)} vmap { ${shares(name, inUse)} }`)]),
    ...inUse.map((group, index) => chain(`${name}-${index}`, spread(row, group, health, family))),
  ];
}

/** A group's targets are all of one family; one without targets takes its share of every client. */
function hasFamily({ targets }: ListenerGroup, family: Family): boolean {
  return targets.every(({ address }) => familyOf(address) === family);
}

function pick({ keepsGroup }: ListenerRow, groups: readonly ListenerGroup[], family: Family): string {
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  return choice(keepsGroup, total, GROUP_SEED, family);
}

/** `0-79 : goto CHAIN-0, 80-99 : goto CHAIN-1`. */
function shares(name: string, groups: readonly ListenerGroup[]): string {
  let next = 0;
  return groups
    .map(({ weight }, index) => {
      const [first, last] = [next, next + weight - 1];
      next += weight;
      return `${first === last ? first : `${first}-${last}`} : goto ${name}-${index}`;
    })
    .join(', ');
}

/** Without a usable target the chain is empty: the packet goes on as it is, and meets a reset. */
function spread(row: ListenerRow, group: ListenerGroup, health: HealthTable, family: Family): Rule[] {
  const targets = usableTargets(group, health);
  if (targets.length === 0) return [];
  const places = [...new Set(targets.map(({ address, port }) => `${address} . ${port}`))].sort();
  const choices = places.map((place, index) => `${index} : ${place}`).join(', ');
  const chosen = choice(group.sticky, places.length, TARGET_SEED, family);
  const balance = `dnat ${family.ip} to ${chosen} map { ${choices} }`;
  return [
    ...(group.preserveClientIp ? [] : [rule(row.nodeId, `ct mark set ct mark or ${HIDE_CLIENT}`)]),
    rule(row.nodeId, `meta l4proto ${row.protocol} ${balance}`),
  ];
}

/** A number below `count`: always the same for a client, or any. */
function choice(byClient: boolean, count: number, seed: string, { ip }: Family): string {
  return byClient ? `jhash ${ip} saddr mod ${count} seed ${seed}` : `numgen random mod ${count}`;
}
