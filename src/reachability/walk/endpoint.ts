/** Through an interface endpoint to the load balancer node of its service, while the provider accepts it. */
import type { VpcEndpoint } from '../../resources/endpoint.ts';
import type { EndpointService } from '../../resources/endpointService.ts';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import { isLive, type NetworkInterface, primaryAddress } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { component, groupRule } from '../components.ts';
import {
  endpointNotReady,
  noNode,
  nothingBehind,
  protocolRefused,
  serviceGroupsRefuse,
  unsupportedEndpoint,
} from '../findings/endpoints.ts';
import { Blocked, type Journey } from '../journey.ts';
import { header, type Packet } from '../packet.ts';
import { admits, ruleText } from './groups.ts';

/** Where the endpoint's packets go on: the node, and the packet as the node's listeners see it. */
export interface ServiceEntry {
  readonly balancer: LoadBalancer;
  readonly node: NetworkInterface;
  readonly packet: Packet;
}

/** @throws Blocked where the endpoint carries nothing */
export function enterService(
  tables: Snapshot,
  journey: Journey,
  own: NetworkInterface,
  endpoint: VpcEndpoint,
  packet: Packet,
): ServiceEntry {
  if (endpoint.spec.vpcEndpointType !== 'Interface') throw new Blocked(unsupportedEndpoint(endpoint));
  const connection = tables.endpointConnections.get(endpoint.spec.connectionId ?? '');
  const { state } = endpoint.status;
  if (state === 'deleting' || state === 'deleted' || state === 'failed' || state === 'expired') {
    throw new Blocked(endpointNotReady(endpoint, state));
  }
  const service = tables.endpointServices.get(endpoint.spec.serviceId ?? '');
  if (!connection || !service) throw new Blocked(nothingBehind(endpoint));
  if (connection.spec.decision !== 'accepted') {
    throw new Blocked(endpointNotReady(endpoint, connection.spec.decision));
  }
  if (packet.protocol === 'icmp') {
    throw new Blocked(protocolRefused(endpoint, packet, 'PROTOCOL_RESTRICTION'));
  }
  const { balancer, node } = nodeBehind(tables, own, endpoint, service);
  const inside = { ...packet, source: primaryAddress(own), destination: primaryAddress(node) };
  const shown = { Component: component(endpoint), OutboundHeader: header(inside) };
  journey.pass('endpoint', shown, 'accepted by its provider');
  const serviceShown = { Component: component(service), ServiceName: service.spec.serviceName };
  journey.pass('endpoint service', serviceShown, `node ${node.id} in ${node.spec.availabilityZone}`);
  passServiceGroups(tables, journey, balancer, packet);
  return { balancer, node, packet: inside };
}

/** Each interface of an endpoint keeps to one node. */
function nodeBehind(
  tables: Snapshot,
  own: NetworkInterface,
  endpoint: VpcEndpoint,
  service: EndpointService,
): Pick<ServiceEntry, 'balancer' | 'node'> {
  const node = tables.networkInterfaces.get(own.status.nodeInterfaceId ?? '');
  const owner = node?.spec.owner;
  const balancer =
    owner?.kind === 'loadBalancer' ? tables.loadBalancers.get(owner.loadBalancerArn) : undefined;
  if (!isLive(node) || !balancer || !own.status.fabricAddress) {
    throw new Blocked(noNode(endpoint, service, own.spec.availabilityZone));
  }
  return { balancer, node };
}

/** The load balancer's own groups judge the client's address, by blocks only: groups of another VPC are unknown there. */
function passServiceGroups(tables: Snapshot, journey: Journey, { spec }: LoadBalancer, packet: Packet): void {
  if (!spec.hasSecurityGroups) return;
  if (spec.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== 'on') return;
  const groups = spec.securityGroupIds.flatMap((id) => tables.securityGroups.get(id) ?? []);
  const far = { address: packet.source, vpcIds: [] };
  const rule = spec.securityGroupIds
    .flatMap((id) => tables.securityGroupRules.by('group', id))
    .find((each) => !each.spec.isEgress && admits(tables, each, packet, far));
  if (!rule) throw new Blocked(serviceGroupsRefuse(spec, groups, packet));
  const group = groups.find(({ id }) => id === rule.spec.groupId);
  if (!group) return;
  const shown = { Component: component(group), SecurityGroupRule: groupRule(rule) };
  journey.pass('security group', shown, `of the load balancer: ${ruleText(rule)}`);
}
