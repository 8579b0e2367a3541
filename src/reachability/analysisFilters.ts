/** The filters of an analysis and of its path, asked of a way that gets through. */
import type { NetworkInsightsAnalysis, NetworkInsightsPath, PortSpan } from '../resources/networkInsights.ts';
import { getsThrough } from './answer.ts';
import { elsewhere, filteredComponent, filteredPacket } from './findings/paths.ts';
import type { Finding, Way } from './journey.ts';

/**
 * A path may end at what other packets only pass, and must end at what it names: an address may be another resource's.
 */
export function untilDestination(way: Way, { destination }: NetworkInsightsPath['spec']): Way {
  if (!destination?.arn) return way;
  const { id } = destination;
  const at = way.forward.findIndex(
    ({ shown }) => shown.Component?.Id === id || shown.TransitGateway?.Id === id,
  );
  if (at >= 0 && /^(pcx|tgw)-/.test(id)) {
    return { forward: way.forward.slice(0, at + 1), back: [], packet: way.packet, arrivedAt: id };
  }
  return at < 0 && getsThrough(way) ? { ...way, finding: elsewhere(id) } : way;
}

/** The way; with a finding where it gets through against a filter. */
export function passesFilters(
  way: Way,
  { filterInArns, filterOutArns }: NetworkInsightsAnalysis['spec'],
  { filterAtDestination }: NetworkInsightsPath['spec'],
): Way {
  if (!getsThrough(way)) return way;
  const arns = new Set(way.forward.map(({ shown }) => shown.Component?.Arn));
  const missing = filterInArns.find((arn) => !arns.has(arn));
  const unwanted = filterOutArns.find((arn) => arns.has(arn));
  const finding =
    (missing && filteredComponent(missing, true)) ??
    (unwanted && filteredComponent(unwanted, false)) ??
    atDestination(way, filterAtDestination);
  return finding ? { ...way, finding } : way;
}

function atDestination(
  { packet }: Way,
  filter: NetworkInsightsPath['spec']['filterAtDestination'],
): Finding | undefined {
  const { sourceAddress, sourcePorts, destinationAddress, destinationPorts } = filter ?? {};
  const refused = (what: string) => filteredPacket(`FILTER_AT_DESTINATION_${what}`, words(what));
  if (sourceAddress && sourceAddress !== packet.source) return refused('SOURCE_ADDRESS');
  if (destinationAddress && destinationAddress !== packet.destination) return refused('DESTINATION_ADDRESS');
  if (!isIn(sourcePorts, packet.sourcePort)) return refused('SOURCE_PORT_RANGE');
  return isIn(destinationPorts, packet.destinationPort) ? undefined : refused('DESTINATION_PORT_RANGE');
}

function words(what: string): string {
  return `that ${what.toLowerCase().replaceAll('_', ' ')}`;
}

function isIn(span: PortSpan | undefined, port: number): boolean {
  return !span || (span.from <= port && port <= span.to);
}
