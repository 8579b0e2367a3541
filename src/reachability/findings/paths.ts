/** Ends of paths that no packet can be asked of. */
import type { Instance } from '../../resources/instance.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { bareComponent, component } from '../components.ts';
import type { Finding } from '../journey.ts';
import { vpcOf } from '../lookups.ts';

export function isGone(id: string): Finding {
  return {
    shown: { ExplanationCode: 'NO_SOURCE_OR_DESTINATION', Component: bareComponent(id) },
    sentence: `${id} does not exist any more.`,
    advice: `Make a path between resources that exist.`,
  };
}

export function noInterface(instance: Instance): Finding {
  return {
    shown: {
      ExplanationCode: 'UNASSOCIATED_COMPONENT',
      Component: component(instance),
      State: instance.status.state,
    },
    sentence: `Instance ${instance.id} is ${instance.status.state} and has no network interface.`,
    advice: `Make a path with an instance that has one.`,
  };
}

/** As AWS's analyzer, which knows IPv4 only. */
export function noIpv4(networkInterface: NetworkInterface): Finding {
  const shown = component(networkInterface);
  return {
    shown: { ExplanationCode: 'UNASSOCIATED_COMPONENT', Component: shown, NetworkInterface: shown },
    sentence: `${networkInterface.id} has no IPv4 address, and paths over IPv6 are not analyzed.`,
    advice: `Make a path between interfaces that have IPv4 addresses.`,
  };
}

export function cannotBegin(id: string): Finding {
  return {
    shown: { ExplanationCode: 'NO_PATH', Component: bareComponent(id) },
    sentence: `${id} sends and takes no packets of its own: it is attached to no VPC, or only answers.`,
    advice: `Ask from an instance or a network interface, or attach ${id}.`,
  };
}

/** An endpoint opens no connections into its own VPC. */
export function onlyAnswers(tables: Snapshot, endpointId: string): Finding {
  const endpoint = tables.vpcEndpoints.get(endpointId);
  const shown = endpoint ? component(endpoint) : bareComponent(endpointId);
  return {
    shown: { ExplanationCode: 'VPCE_INTRA_VPC_TRAFFIC', Component: shown, VpcEndpoint: shown },
    sentence: `${endpointId} opens no connections: it is there to be connected to.`,
    advice: `Analyze the path in the other direction.`,
  };
}

export function disconnected(tables: Snapshot, vpcId: string, serviceId: string): Finding {
  return {
    shown: {
      ExplanationCode: 'DISCONNECTED_VPCS',
      Component: component(vpcOf(tables, vpcId)),
      SourceVpc: component(vpcOf(tables, vpcId)),
      Destination: bareComponent(serviceId),
    },
    sentence: `${vpcId} has no endpoint that leads to ${serviceId}.`,
    advice: `Make one in ${vpcId} (CreateVpcEndpoint).`,
  };
}

/** The packet arrives, but at something else. */
export function elsewhere(id: string): Finding {
  return {
    shown: { ExplanationCode: 'NO_PATH', Component: bareComponent(id) },
    sentence: `The packet does not come to ${id}: its destination address belongs to something else.`,
    advice: `Make a path whose destination has the address.`,
  };
}

/** @param missing whether the way lacks it, or has it against the caller's wish */
export function filteredComponent(arn: string, missing: boolean): Finding {
  return {
    shown: {
      ExplanationCode: missing
        ? 'COMPONENT_FILTER_RESTRICTION'
        : 'COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT',
      Component: { Id: arn.slice(arn.lastIndexOf('/') + 1), Arn: arn },
    },
    sentence: missing ? `The way does not pass ${arn}.` : `Every way passes ${arn}, which is left out.`,
    advice: `Analyze the path without that filter.`,
  };
}

export function filteredPacket(code: string, what: string): Finding {
  return {
    shown: { ExplanationCode: code },
    sentence: `No packet on this way has ${what} at its destination, as the filter wants.`,
    advice: `Make a path with another filter.`,
  };
}

/** What lies beyond belongs to an account that was not named. */
export function otherAccount(id: string, account: string): Finding {
  return {
    shown: {
      ExplanationCode: 'NO_POSSIBLE_DESTINATION',
      Component: bareComponent(id),
      ComponentAccount: account,
    },
    sentence: `${id} sends the packet on to account ${account}, whose resources are not shown.`,
    advice: `Name ${account} in AdditionalAccounts (StartNetworkInsightsAnalysis).`,
  };
}
