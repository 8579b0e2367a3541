/** The list of kinds: adding a resource adds a line here. */
import { attachments } from './attachments.ts';
import type { Kind } from './kind.ts';
import { listeners, loadBalancers, targetGroups, targets } from './loadBalancing.ts';
import { namespaces } from './namespaces.ts';
import { instances, interfaces, securityGroupRules, securityGroups, subnets, vpcs } from './network.ts';
import { connections, endpoints, permissions, services } from './privateLink.ts';
import {
  elasticIps,
  natGateways,
  networkAcls,
  peeringConnections,
  routeTables,
  transitGatewayAttachments,
  transitGateways,
} from './routing.ts';

export const KINDS: readonly Kind[] = [
  vpcs,
  subnets,
  instances,
  interfaces,
  securityGroups,
  securityGroupRules,
  routeTables,
  networkAcls,
  elasticIps,
  natGateways,
  peeringConnections,
  attachments,
  transitGateways,
  transitGatewayAttachments,
  loadBalancers,
  listeners,
  targetGroups,
  targets,
  services,
  permissions,
  endpoints,
  connections,
  namespaces,
];

export function findKind(name: string): Kind | undefined {
  return KINDS.find((kind) => kind.name === name || kind.aliases.includes(name));
}
