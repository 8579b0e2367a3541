/** SearchTransitGatewayRoutes: the routes in force in one table, by their blocks too. */
import type {
  SearchTransitGatewayRoutesRequest,
  SearchTransitGatewayRoutesResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { containsAddress, containsCidr, parseCidr, parseIpv4 } from '../../../base/ip.ts';
import { containsIpv6Cidr, parseIpv6, parseIpv6Cidr } from '../../../base/ipv6.ts';
import type { EffectiveTransitRoute } from '../../../resources/transitRoutes.ts';
import { type Filter, type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { RESOURCE_TYPE } from './attachmentView.ts';
import { effectiveRoutes } from './effectiveRoutes.ts';
import { findTransitTable } from './findTransitGateway.ts';
import { transitRouteView } from './transitRouteView.ts';

const MOST = 1000;
const SEARCH = 'route-search.';

/** A route with what pages need: its block is its own in the table. */
type Found = EffectiveTransitRoute & { readonly id: string };
type Search = (routes: readonly Found[], value: string) => readonly Found[];

export function searchTransitGatewayRoutes(
  call: Call,
  input: SearchTransitGatewayRoutesRequest,
): SearchTransitGatewayRoutesResult {
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  const all = effectiveRoutes(call.tx, table).map((route) => ({ ...route, id: route.destination }));
  const found = searched(matching(input.Filters?.filter(isPlain), all, FILTERS), input.Filters);
  const { rows, nextToken } = page(found, {
    maxResults: input.MaxResults ?? MOST,
    nextToken: input.NextToken,
    max: MOST,
  });
  return {
    Routes: rows.map(transitRouteView),
    AdditionalRoutesAvailable: nextToken !== undefined,
    NextToken: nextToken,
  };
}

const FILTERS: FilterDefinitions<Found> = {
  'attachment.transit-gateway-attachment-id': ({ attachment }) => attachment?.id,
  'attachment.resource-id': ({ attachment }) => attachment?.spec.vpcId,
  'attachment.resource-type': ({ attachment }) => attachment && RESOURCE_TYPE,
  'prefix-list-id': ({ prefixListId }) => prefixListId,
  state: ({ attachment }) => (attachment ? 'active' : 'blackhole'),
  type: ({ type }) => type,
};

const SEARCHES: Readonly<Record<string, Search>> = {
  'exact-match': (routes, block) => routes.filter(({ destination }) => destination === block),
  'longest-prefix-match': (routes, address) => longest(routes.filter((route) => holds(route, address))),
  'subnet-of-match': (routes, block) => routes.filter(({ destination }) => contains(block, destination)),
  'supernet-of-match': (routes, block) => routes.filter(({ destination }) => contains(destination, block)),
};

function isPlain({ Name }: Filter): boolean {
  return !Name?.startsWith(SEARCH);
}

function searched(routes: readonly Found[], filters: readonly Filter[] = []): readonly Found[] {
  return filters
    .filter((filter) => !isPlain(filter))
    .reduce((left, { Name = '', Values = [] }) => {
      const search = searchOf(Name.slice(SEARCH.length));
      const found = new Set(Values.flatMap((value) => search(left, value)));
      return left.filter((route) => found.has(route));
    }, routes);
}

function searchOf(name: string): Search {
  const search = Object.hasOwn(SEARCHES, name) ? SEARCHES[name] : undefined;
  if (search) return search;
  throw new AwsError('InvalidParameterValue', `Value (${SEARCH}${name}) for parameter Filter is invalid.`);
}

function contains(outer: string, inner: string): boolean {
  const [ipv4, ipv4Part] = [parseCidr(outer), parseCidr(inner)];
  if (ipv4 && ipv4Part) return containsCidr(ipv4, ipv4Part);
  const [ipv6, ipv6Part] = [parseIpv6Cidr(outer), parseIpv6Cidr(inner)];
  return ipv6 !== undefined && ipv6Part !== undefined && containsIpv6Cidr(ipv6, ipv6Part);
}

function holds({ destination }: Found, address: string): boolean {
  const [block, number] = [parseCidr(destination), parseIpv4(address)];
  if (block && number !== undefined) return containsAddress(block, number);
  return parseIpv6(address) !== undefined && contains(destination, `${address}/128`);
}

function longest(routes: readonly Found[]): readonly Found[] {
  const lengthOf = ({ destination }: Found) => Number(destination.split('/')[1]);
  return [...routes].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, 1);
}
