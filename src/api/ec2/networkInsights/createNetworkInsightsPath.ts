/** CreateNetworkInsightsPath: a way to ask about. Nothing is looked at yet. */
import type { CreateNetworkInsightsPathRequest, CreateNetworkInsightsPathResult } from '@aws-sdk/client-ec2';
import type { NetworkInsightsPath } from '../../../resources/networkInsights.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { find, mine, required } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { pathEnd } from './pathEnds.ts';
import { packetOf } from './pathFilters.ts';
import { pathView } from './pathView.ts';

export function createNetworkInsightsPath(
  call: Call,
  input: CreateNetworkInsightsPathRequest,
): CreateNetworkInsightsPathResult {
  return onceByToken(
    call,
    input.ClientToken,
    input,
    () => [makePath(call, input).id],
    ([id]) => ({
      NetworkInsightsPath: pathView(find(call, call.tx.networkInsightsPaths, 'networkInsightsPath', id)),
    }),
  );
}

function makePath(call: Call, input: CreateNetworkInsightsPathRequest): NetworkInsightsPath {
  const source = pathEnd(call, required(input.Source, 'Source'), 'Source');
  const packet = packetOf(input);
  const destination = input.Destination ? pathEnd(call, input.Destination, 'Destination') : undefined;
  const isAddressed = packet.destinationIp ?? packet.filterAtSource?.destinationAddress;
  if (!isAddressed) required(destination, 'Destination');
  checkQuota(
    call,
    'networkInsightsPathsPerRegion',
    call.tx.networkInsightsPaths.count('scope', mine(call)),
    'NetworkInsightsPath.LimitExceeded',
    'The maximum number of network insights paths has been reached.',
  );
  const path: NetworkInsightsPath = {
    ...newResource(call, 'nip'),
    tags: tagsFor(input.TagSpecifications, 'network-insights-path'),
    spec: { source, destination, ...packet },
  };
  call.tx.networkInsightsPaths.put(path);
  return path;
}
