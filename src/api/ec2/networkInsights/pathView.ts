/** A path as EC2 shows it. */
import type { PathFilter, NetworkInsightsPath as PathShape } from '@aws-sdk/client-ec2';
import { ec2Arn } from '../../../resources/ec2Arns.ts';
import type { NetworkInsightsPath, PacketFilter, PortSpan } from '../../../resources/networkInsights.ts';
import { toTagList } from '../tags.ts';

export function pathView(path: NetworkInsightsPath): PathShape {
  const { source, destination, sourceIp, destinationIp, protocol, destinationPort } = path.spec;
  return {
    NetworkInsightsPathId: path.id,
    NetworkInsightsPathArn: ec2Arn(path),
    CreatedDate: new Date(path.createdAt),
    Source: source.id,
    SourceArn: source.arn,
    Destination: destination?.id,
    DestinationArn: destination?.arn,
    SourceIp: sourceIp,
    DestinationIp: destinationIp,
    Protocol: protocol,
    DestinationPort: destinationPort,
    FilterAtSource: filterView(path.spec.filterAtSource),
    FilterAtDestination: filterView(path.spec.filterAtDestination),
    Tags: toTagList(path.tags),
  };
}

function filterView(filter: PacketFilter | undefined): PathFilter | undefined {
  return (
    filter && {
      SourceAddress: filter.sourceAddress,
      SourcePortRange: spanView(filter.sourcePorts),
      DestinationAddress: filter.destinationAddress,
      DestinationPortRange: spanView(filter.destinationPorts),
    }
  );
}

function spanView(span: PortSpan | undefined) {
  return span && { FromPort: span.from, ToPort: span.to };
}
