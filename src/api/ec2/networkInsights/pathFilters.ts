/** What a path's request says of the packet: addresses, ports, protocol. */
import type { CreateNetworkInsightsPathRequest, PathRequestFilter } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { parseIpv4 } from '../../../base/ip.ts';
import type { NetworkInsightsPath, PacketFilter, PortSpan } from '../../../resources/networkInsights.ts';
import { required } from '../ids.ts';

type PacketPart = Omit<NetworkInsightsPath['spec'], 'source' | 'destination'>;

const LAST_PORT = 65_535;

/** @throws AwsError MissingParameter, InvalidParameterValue, InvalidParameterCombination */
export function packetOf(input: CreateNetworkInsightsPathRequest): PacketPart {
  checkCombinations(input);
  return {
    protocol: protocolOf(required(input.Protocol, 'Protocol')),
    sourceIp: addressOf(input.SourceIp, 'SourceIp'),
    destinationIp: addressOf(input.DestinationIp, 'DestinationIp'),
    destinationPort: portOf(input.DestinationPort, 'DestinationPort'),
    filterAtSource: filterOf(input.FilterAtSource, 'FilterAtSource'),
    filterAtDestination: filterOf(input.FilterAtDestination, 'FilterAtDestination'),
  };
}

/** A filter says all that the plain parameters of its end can say. */
function checkCombinations(input: CreateNetworkInsightsPathRequest): void {
  const { FilterAtSource, FilterAtDestination, SourceIp, DestinationIp, DestinationPort } = input;
  if (FilterAtSource && SourceIp) throw notTogether('FilterAtSource', 'SourceIp');
  if (FilterAtSource && DestinationPort !== undefined) throw notTogether('FilterAtSource', 'DestinationPort');
  if (FilterAtDestination && DestinationIp) throw notTogether('FilterAtDestination', 'DestinationIp');
}

function notTogether(one: string, other: string): AwsError {
  return new AwsError('InvalidParameterCombination', `You can't specify both ${one} and ${other}.`);
}

function protocolOf(text: string): 'tcp' | 'udp' {
  const protocol = text.toLowerCase();
  if (protocol === 'tcp' || protocol === 'udp') return protocol;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${text}) for parameter Protocol is invalid: tcp or udp.`,
  );
}

function filterOf(filter: PathRequestFilter | undefined, name: string): PacketFilter | undefined {
  if (!filter) return undefined;
  return {
    sourceAddress: addressOf(filter.SourceAddress, `${name}.SourceAddress`),
    sourcePorts: spanOf(filter.SourcePortRange, `${name}.SourcePortRange`),
    destinationAddress: addressOf(filter.DestinationAddress, `${name}.DestinationAddress`),
    destinationPorts: spanOf(filter.DestinationPortRange, `${name}.DestinationPortRange`),
  };
}

function addressOf(text: string | undefined, name: string): string | undefined {
  if (!text || parseIpv4(text) !== undefined) return text || undefined;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${text}) for parameter ${name} is invalid: an IPv4 address.`,
  );
}

function spanOf(range: PathRequestFilter['SourcePortRange'], name: string): PortSpan | undefined {
  const from = portOf(range?.FromPort, `${name}.FromPort`);
  const to = portOf(range?.ToPort, `${name}.ToPort`);
  if (from === undefined && to === undefined) return undefined;
  if (from !== undefined && to !== undefined && from > to) {
    throw new AwsError('InvalidParameterValue', `${name} begins at ${from}, after its end at ${to}.`);
  }
  return { from: from ?? 0, to: to ?? LAST_PORT };
}

function portOf(port: number | undefined, name: string): number | undefined {
  if (port === undefined || (Number.isInteger(port) && port >= 0 && port <= LAST_PORT)) return port;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${port}) for parameter ${name} is invalid: 0 to ${LAST_PORT}.`,
  );
}
