/** Why a name means nothing in a VPC. AWS's analyzer does not look at names: its code for an unknown destination stands. */
import type { Explanation } from '@aws-sdk/client-ec2';
import type { VpcEndpoint } from '../../resources/endpoint.ts';
import type { Vpc } from '../../resources/network.ts';
import { component } from '../components.ts';
import type { Finding } from '../journey.ts';

export function resolverOff(vpc: Vpc, name: string): Finding {
  return {
    shown: { ...unknown(vpc), Component: component(vpc), MissingComponent: 'enableDnsSupport' },
    sentence: `${name} does not resolve: DNS support of ${vpc.id} is off, so its resolver answers nobody.`,
    advice: `Turn enableDnsSupport of ${vpc.id} on (ModifyVpcAttribute).`,
  };
}

export function attributeOff(vpc: Vpc, endpoint: VpcEndpoint, name: string): Finding {
  return {
    shown: {
      ...unknown(vpc),
      Component: component(vpc),
      VpcEndpoint: component(endpoint),
      MissingComponent: 'enableDnsHostnames',
    },
    sentence: `${name} does not resolve: it is a private name of ${endpoint.id}, and DNS hostnames of ${vpc.id} are off.`,
    advice: `Turn enableDnsHostnames of ${vpc.id} on (ModifyVpcAttribute).`,
  };
}

export function noZoneOfEndpoint(vpc: Vpc, endpoint: VpcEndpoint, name: string): Finding {
  return {
    shown: {
      ...unknown(vpc),
      Component: component(endpoint),
      VpcEndpoint: component(endpoint),
      MissingComponent: 'privateDnsEnabled',
    },
    sentence: `${name} does not resolve: private DNS of ${endpoint.id}, whose service has that name, is off.`,
    advice: `Turn private DNS of ${endpoint.id} on (ModifyVpcEndpoint PrivateDnsEnabled).`,
  };
}

/** The endpoint has the name, and no address to answer with. */
export function notServed(endpoint: VpcEndpoint, name: string): Finding {
  return {
    shown: {
      ExplanationCode: 'UNKNOWN_DESTINATION',
      Component: component(endpoint),
      VpcEndpoint: component(endpoint),
      PacketField: 'destination-name',
    },
    sentence: `${name} does not resolve: ${endpoint.id} answers it with no IPv4 address inside the VPC.`,
    advice: `Give ${endpoint.id} a subnet and records of type A (ModifyVpcEndpoint).`,
  };
}

export function noSuchName(vpc: Vpc, name: string): Finding {
  return {
    shown: { ...unknown(vpc), Component: component(vpc) },
    sentence: `${name} is no name that ${vpc.id} knows: its resolver asks the host's, whose answer is not known here.`,
    advice: `Check the name, or ask with the address instead.`,
  };
}

function unknown(vpc: Vpc): Explanation {
  return { ExplanationCode: 'UNKNOWN_DESTINATION', Vpc: component(vpc), PacketField: 'destination-name' };
}
