/**
 * A listener: the addresses and port it is found at, and the usable targets that new flows are spread over.
 *
 * With one target group in use its chain spreads them over the targets; with several it first picks a group by
 * weight, each of which has a chain of its own.
 */
import { usableTargets } from '../health.ts';
import type { HealthTable, ListenerGroup, ListenerRow } from '../rows.ts';
import { type ChainObject, chain, element, type Placed, placedIn, type Rule, rule } from './objects.ts';
import { HIDE_CLIENT } from './routerTable.ts';

/** Two seeds, so that the choice of a target does not follow from that of its group; fixed, so that it stays. */
const GROUP_SEED = '0x706f7374';
const TARGET_SEED = '0x65726e21';

export function renderListener(row: ListenerRow, health: HealthTable): Placed[] {
  const name = `listener-${row.nodeId}-${row.protocol}-${row.port}`;
  const at = (address: string) => element('listeners', [address, row.protocol, row.port], `goto ${name}`);
  return placedIn(row.vpcId, [...chains(name, row, health), at(row.nodeAddress), at(row.nodeFabricAddress)]);
}

function chains(name: string, row: ListenerRow, health: HealthTable): ChainObject[] {
  const inUse = row.groups.filter(({ weight }) => weight > 0);
  const [only, ...others] = inUse;
  if (!only || others.length === 0) return [chain(name, only ? spread(row, only, health) : [])];
  return [
    chain(name, [rule(row.nodeId, `${pick(row, inUse)} vmap { ${shares(name, inUse)} }`)]),
    ...inUse.map((group, index) => chain(`${name}-${index}`, spread(row, group, health))),
  ];
}

function pick({ keepsGroup }: ListenerRow, groups: readonly ListenerGroup[]): string {
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  return choice(keepsGroup, total, GROUP_SEED);
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
function spread(row: ListenerRow, group: ListenerGroup, health: HealthTable): Rule[] {
  const targets = usableTargets(group, health);
  if (targets.length === 0) return [];
  const places = [...new Set(targets.map(({ address, port }) => `${address} . ${port}`))].sort();
  const choices = places.map((place, index) => `${index} : ${place}`).join(', ');
  const balance = `dnat ip to ${choice(group.sticky, places.length, TARGET_SEED)} map { ${choices} }`;
  return [
    ...(group.preserveClientIp ? [] : [rule(row.nodeId, `ct mark set ${HIDE_CLIENT}`)]),
    rule(row.nodeId, `meta l4proto ${row.protocol} ${balance}`),
  ];
}

/** A number below `count`: always the same for a client, or any. */
function choice(byClient: boolean, count: number, seed: string): string {
  return byClient ? `jhash ip saddr mod ${count} seed ${seed}` : `numgen random mod ${count}`;
}
