/** Which ports to ask about where a path leaves that open: any that gets through will do. */
import type { NetworkInsightsPath } from '../resources/networkInsights.ts';
import type { Snapshot } from '../state/tables.ts';
import type { Ends } from './pathQuestion.ts';

const USUAL = [443, 80, 22];
/** Enough for what listeners and groups name; each is a question of its own. */
const MOST = 20;

/** At least one: the path's own port, or those that what it may come to has rules and listeners for. */
export function portsToTry(tables: Snapshot, { spec }: NetworkInsightsPath, ends: Ends): readonly number[] {
  if (spec.destinationPort !== undefined) return [spec.destinationPort];
  const { from = 0, to = 65_535 } = spec.filterAtSource?.destinationPorts ?? {};
  const hinted = [...USUAL, ...interfacesAt(tables, ends).flatMap((id) => portsOf(tables, id))];
  const fitting = hinted.filter((port) => port >= from && port <= to);
  return [...new Set(fitting.length > 0 ? fitting : [from])].slice(0, MOST);
}

/** The VPC of a gateway may be any that has the address. */
function interfacesAt(tables: Snapshot, { from, addresses }: Ends): string[] {
  const vpcId = from.kind === 'gateway' ? from.vpcId : tables.networkInterfaces.get(from.id)?.spec.vpcId;
  return addresses.flatMap((address) =>
    tables.networkInterfaces.by('address', `${vpcId}/${address}`).map(({ id }) => id),
  );
}

/** Of the listeners behind it, and of the rules of its groups. */
function portsOf(tables: Snapshot, interfaceId: string): number[] {
  const own = tables.networkInterfaces.get(interfaceId);
  const node = own && (tables.networkInterfaces.get(own.status.nodeInterfaceId ?? '') ?? own);
  const balancer = node?.spec.owner.kind === 'loadBalancer' ? node.spec.owner.loadBalancerArn : '';
  const listened = tables.listeners.by('loadBalancer', balancer).flatMap(({ spec }) => spec.port ?? []);
  const ruled = (own?.spec.groupIds ?? [])
    .flatMap((group) => tables.securityGroupRules.by('group', group))
    .flatMap(({ spec }) => (spec.isEgress || (spec.fromPort ?? -1) < 0 ? [] : [spec.fromPort ?? 0]));
  return [...listened, ...ruled];
}
