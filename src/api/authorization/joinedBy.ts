/** What an association or attachment joins: requests that undo one name only it. */
import { attachmentOf } from '../../resources/networkInterface.ts';
import { mine } from '../ec2/ids.ts';
import type { Call } from '../operation.ts';

type Finder = (call: Call, id: string) => readonly (string | undefined)[];

/** By how its id begins. */
const FINDERS: readonly (readonly [prefix: string, find: Finder])[] = [
  ['eipassoc-', ({ tx }, id) => tx.elasticIps.by('association', id).map((row) => row.id)],
  ['vpc-cidr-assoc-', ({ tx }, id) => tx.vpcs.by('cidrAssociation', id).map((row) => row.id)],
  ['subnet-cidr-assoc-', ({ tx }, id) => tx.subnets.by('cidrAssociation', id).map((row) => row.id)],
  [
    'eni-attach-',
    ({ tx }, id) =>
      tx.networkInterfaces.by('attachment', id).flatMap((row) => [row.id, attachmentOf(row)?.instanceId]),
  ],
  ['rtbassoc-', ofRouteTable],
  ['aclassoc-', ofNetworkAcl],
  ['iip-assoc-', ofInstanceProfile],
];

/** Ids of the caller's resources; none where there is no such association. */
export function joinedBy(call: Call, id: string): string[] {
  const [, find] = FINDERS.find(([prefix]) => id.startsWith(prefix)) ?? [];
  return (find?.(call, id) ?? []).filter((each) => each !== undefined);
}

function ofRouteTable(call: Call, id: string) {
  for (const table of call.tx.routeTables.by('scope', mine(call))) {
    const association = table.spec.associations.find((each) => each.id === id);
    if (association) return [table.id, association.subnetId, association.gatewayId];
  }
  return [];
}

function ofNetworkAcl(call: Call, id: string) {
  const acls = call.tx.networkAcls.by('scope', mine(call));
  return acls.filter(({ spec }) => spec.associations.some((each) => each.id === id)).map((row) => row.id);
}

function ofInstanceProfile(call: Call, id: string) {
  const instances = call.tx.instances.by('scope', mine(call));
  return instances
    .filter(({ spec }) => spec.settings?.instanceProfile?.associationId === id)
    .map((row) => row.id);
}
