/** A listener: the addresses and port it is found at, and the usable targets that new flows are spread over. */
import { usableTargets } from '../health.ts';
import type { HealthTable, ListenerRow, ListenerTarget } from '../rows.ts';
import { chain, element, type Placed, placedIn, type Rule, rule } from './objects.ts';
import { HIDE_CLIENT } from './routerTable.ts';

export function renderListener(row: ListenerRow, health: HealthTable): Placed[] {
  const name = `listener-${row.nodeId}-${row.protocol}-${row.port}`;
  const at = (address: string) => element('listeners', [address, row.protocol, row.port], `goto ${name}`);
  return placedIn(row.vpcId, [
    chain(name, spread(row, usableTargets(row, health))),
    at(row.nodeAddress),
    at(row.nodeFabricAddress),
  ]);
}

/** Without a usable target the chain is empty: the packet goes on as it is, and meets a reset. */
function spread(row: ListenerRow, targets: readonly ListenerTarget[]): Rule[] {
  if (targets.length === 0) return [];
  const places = [...new Set(targets.map(({ address, port }) => `${address} . ${port}`))].sort();
  const choices = places.map((place, index) => `${index} : ${place}`).join(', ');
  const balance = `dnat ip to numgen random mod ${places.length} map { ${choices} }`;
  return [
    ...(row.preserveClientIp ? [] : [rule(row.nodeId, `ct mark set ${HIDE_CLIENT}`)]),
    rule(row.nodeId, `meta l4proto ${row.protocol} ${balance}`),
  ];
}
