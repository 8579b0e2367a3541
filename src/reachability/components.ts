/** Resources and their rules as EC2 shows them in paths and explanations. */
import type {
  AnalysisAclRule,
  AnalysisComponent,
  AnalysisRouteTableRoute,
  AnalysisSecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { ec2Arn } from '../resources/ec2Arns.ts';
import type { Resource } from '../resources/identity.ts';
import type { NetworkAclEntry, Route } from '../resources/network.ts';
import type { SecurityGroupRule } from '../resources/securityGroup.ts';

/** Name tag, or the name that its kind has. */
export function component(row: Resource & { readonly spec?: object }): AnalysisComponent {
  const spoken = row.spec && 'name' in row.spec ? String(row.spec.name) : undefined;
  const Name = row.tags.Name ?? spoken;
  return { Id: row.id, Arn: ec2Arn(row), ...(Name ? { Name } : {}) };
}

/** Of what is gone, or may not be shown. */
export function bareComponent(id: string): AnalysisComponent {
  return { Id: id };
}

/** `i-… (web)`. */
export function named({ Id, Name }: AnalysisComponent): string {
  return Name ? `${Id} (${Name})` : `${Id}`;
}

export function aclRule(entry: NetworkAclEntry): AnalysisAclRule {
  return {
    Cidr: entry.cidr,
    Egress: entry.egress,
    Protocol: entry.protocol === '-1' ? 'all' : entry.protocol,
    RuleAction: entry.ruleAction,
    RuleNumber: entry.ruleNumber,
    ...(entry.portRange ? { PortRange: { From: entry.portRange.from, To: entry.portRange.to } } : {}),
  };
}

export function groupRule({ spec }: SecurityGroupRule): AnalysisSecurityGroupRule {
  const { peer } = spec;
  const hasPorts = spec.fromPort !== undefined && spec.fromPort >= 0;
  return {
    SecurityGroupId: 'groupId' in peer ? peer.groupId : spec.groupId,
    Direction: spec.isEgress ? 'egress' : 'ingress',
    Protocol: spec.ipProtocol === '-1' ? 'all' : spec.ipProtocol,
    ...('cidrIpv4' in peer ? { Cidr: peer.cidrIpv4 } : {}),
    ...('prefixListId' in peer ? { PrefixListId: peer.prefixListId } : {}),
    ...(hasPorts ? { PortRange: { From: spec.fromPort, To: spec.toPort ?? spec.fromPort } } : {}),
  };
}

/** Members of EC2's route that name its target, by how its id begins. */
const TARGET_MEMBERS: Readonly<Record<string, keyof AnalysisRouteTableRoute>> = {
  nat: 'NatGatewayId',
  eni: 'NetworkInterfaceId',
  pcx: 'VpcPeeringConnectionId',
  tgw: 'TransitGatewayId',
  eigw: 'EgressOnlyInternetGatewayId',
};

export function shownRoute(route: Route, isActive: boolean): AnalysisRouteTableRoute {
  const [prefix = ''] = route.target.split('-');
  const isList = route.destination.startsWith('pl-');
  return {
    [isList ? 'DestinationPrefixListId' : 'DestinationCidr']: route.destination,
    [TARGET_MEMBERS[prefix] ?? 'GatewayId']: route.target,
    Origin: route.origin.toLowerCase(),
    State: isActive ? 'active' : 'blackhole',
  };
}
