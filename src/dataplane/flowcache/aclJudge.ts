/**
 * Whether a network ACL denies one direction of a flow at present. The questions are those of nft's `acl_in` and
 * `acl_out`, asked of the packet as it comes to the first router and as it leaves the last one.
 */
import { formatIpv4 } from '../../base/ip.ts';
import { aclAllows, isWithin } from '../../program/acl.ts';
import type { WantedNamespace } from '../../program/desired.ts';
import type { AclFacts } from '../../program/render/objects.ts';
import type { Flow, FlowEnds } from './layout.ts';
import type { World } from './world.ts';

const TCP = 6;

/** An edge of a subnet: the map of nft's that knows it, and what stands there. */
interface Edge {
  readonly map: 'leaving_port' | 'entering_port' | 'leaving_address' | 'entering_address';
  readonly at: string;
}

export function isDenied(flow: Flow, world: World): boolean {
  const first = world.routers.get(flow.namespace);
  const last = flow.fabricHop === 0 ? first : world.routers.get(flow.peerNamespace);
  if (!first || !last) return false;
  const [arrival, departure] = edgesOf(flow);
  const inward: Edge = { map: 'leaving_port', at: first.devices.get(flow.ifindex) ?? '' };
  const lastHop = flow.fabricHop === 0 ? flow.hop : flow.lastHop;
  const outward: Edge = { map: 'entering_port', at: last.devices.get(lastHop) ?? '' };
  return (
    [inward, ...arrival].some((edge) => denies(first.wanted, edge, flow)) ||
    [...departure, outward].some((edge) => denies(last.wanted, edge, flow.sent))
  );
}

/**
 * The endpoint's or node's address at which a flow enters a subnet, and the one at which it leaves one. Inside one
 * router both are the node's, which stands in one of two places.
 */
function edgesOf(flow: Flow): [Edge[], Edge[]] {
  const [dialed, shown] = [formatIpv4(flow.destinationAddress), formatIpv4(flow.sent.sourceAddress)];
  const own = flow.fabricHop === 0 && dialed !== shown ? [dialed, shown] : undefined;
  return [
    (own ?? [dialed]).map((at) => ({ map: 'entering_address', at })),
    (own ?? [shown]).map((at) => ({ map: 'leaving_address', at })),
  ];
}

function denies(wanted: WantedNamespace, { map, at }: Edge, ends: FlowEnds): boolean {
  const jump = wanted.get(`element ${map} ${at}`)?.object.state;
  const subnet = jump && factsOf(wanted, jump.replace('jump ', ''));
  if (!subnet || !('within' in subnet)) return false;
  const far = map.startsWith('leaving') ? ends.destinationAddress : ends.sourceAddress;
  if (subnet.within.some((block) => isWithin(block, far))) return false;
  const list = factsOf(wanted, subnet.chain);
  if (!list || !('entries' in list)) return false;
  return !aclAllows(list.entries, { far, protocol: TCP, destinationPort: ends.destinationPort });
}

function factsOf(wanted: WantedNamespace, chain: string): AclFacts | undefined {
  const object = wanted.get(`chain ${chain}`)?.object;
  return object?.kind === 'chain' ? object.acl : undefined;
}
