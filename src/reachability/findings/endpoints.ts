/** What an endpoint, its acceptance and its service do to a packet that does not get through. */
import type { Explanation } from '@aws-sdk/client-ec2';
import type { VpcEndpoint } from '../../resources/endpoint.ts';
import type { EndpointService } from '../../resources/endpointService.ts';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import type { SecurityGroup } from '../../resources/securityGroup.ts';
import { component } from '../components.ts';
import type { Finding } from '../journey.ts';
import type { Packet } from '../packet.ts';
import { trafficOf, trafficText } from './network.ts';

interface StateWords {
  readonly sentence: (id: string) => string;
  readonly advice: (service: string, id: string) => string;
}

const STATES: Readonly<Record<string, StateWords>> = {
  pendingAcceptance: {
    sentence: (id) => `Endpoint ${id} waits for its provider, who has not accepted it yet.`,
    advice: (service, id) => `The owner of ${service} accepts ${id} (AcceptVpcEndpointConnections).`,
  },
  rejected: {
    sentence: (id) => `The provider has rejected endpoint ${id}.`,
    advice: (service, id) => `Ask the owner of ${service} to accept ${id} (AcceptVpcEndpointConnections).`,
  },
};

const OTHER_STATE: StateWords = {
  sentence: (id) => `Endpoint ${id} is not in use.`,
  advice: (service) => `Make a new endpoint to ${service} (CreateVpcEndpoint).`,
};

export function endpointNotReady(endpoint: VpcEndpoint, state: string): Finding {
  const words = STATES[state] ?? OTHER_STATE;
  return {
    shown: { ...shownEndpoint(endpoint), ExplanationCode: 'BAD_STATE', State: state },
    sentence: words.sentence(endpoint.id),
    advice: words.advice(endpoint.spec.serviceId ?? endpoint.spec.serviceName, endpoint.id),
  };
}

/** One of AWS's own services, behind which nothing answers here, or one that is gone. */
export function nothingBehind(endpoint: VpcEndpoint): Finding {
  const { serviceName } = endpoint.spec;
  return {
    shown: { ...shownEndpoint(endpoint), ExplanationCode: 'NO_POSSIBLE_DESTINATION' },
    sentence: `Nothing answers behind ${endpoint.id}: Postern has no ${serviceName} of its own.`,
    advice: `Connect to an endpoint service that somebody here provides.`,
  };
}

export function noNode(endpoint: VpcEndpoint, service: EndpointService, zone: string): Finding {
  return {
    shown: {
      ...shownEndpoint(endpoint),
      ExplanationCode: 'VPCE_SERVICE_NOT_INSTALLED_IN_AZ',
      Destination: component(service),
      AvailabilityZones: [zone],
    },
    sentence: `Service ${service.id} has no load balancer node that ${endpoint.id} in ${zone} leads to.`,
    advice: `The provider adds ${zone} to a load balancer of ${service.id} (SetSubnets).`,
  };
}

export function protocolRefused(endpoint: VpcEndpoint, packet: Packet, code: string): Finding {
  return {
    shown: { ...shownEndpoint(endpoint), ExplanationCode: code, ...trafficOf(packet) },
    sentence: `Endpoint ${endpoint.id} does not carry ${packet.protocol.toUpperCase()}.`,
    advice: `Connect by TCP to a port that the service has a listener for.`,
  };
}

export function unsupportedEndpoint(endpoint: VpcEndpoint): Finding {
  return {
    shown: { ...shownEndpoint(endpoint), ExplanationCode: 'UNSUPPORTED_COMPONENT' },
    sentence: `${endpoint.id} is of type ${endpoint.spec.vpcEndpointType}, which carries no such packets here.`,
    advice: `Use an endpoint of type Interface.`,
  };
}

export function serviceGroupsRefuse(
  balancer: LoadBalancer['spec'],
  groups: readonly SecurityGroup[],
  packet: Packet,
): Finding {
  const what = `${trafficText(packet)} from ${packet.source}`;
  return {
    shown: {
      ExplanationCode: 'ENI_SG_RULES_MISMATCH',
      Direction: 'ingress',
      ...(groups[0] ? { Component: component(groups[0]), SecurityGroup: component(groups[0]) } : {}),
      SecurityGroups: groups.map(component),
      ...trafficOf(packet),
    },
    sentence: `The security groups of load balancer ${balancer.name} admit no ${what}, the client of the endpoint.`,
    advice: `Add such a rule to ${groups[0]?.id ?? 'a group'}, or set EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic to off (SetSecurityGroups).`,
  };
}

function shownEndpoint(endpoint: VpcEndpoint): Explanation {
  return { Component: component(endpoint), VpcEndpoint: component(endpoint) };
}
