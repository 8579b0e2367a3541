/** The load balancers that a service may stand on: of one kind, the caller's, of no other service. */

import { AwsError } from '../../../base/awsError.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { Call } from '../../operation.ts';
import { invalidParameter } from './errors.ts';
import { checkUnconnected } from './serviceConnections.ts';

/** Arns of one kind or of the other, never of both. */
export type LoadBalancers = Pick<
  EndpointService['spec'],
  'networkLoadBalancerArns' | 'gatewayLoadBalancerArns'
>;

interface Kind {
  readonly member: keyof LoadBalancers;
  /** In error codes: `Invalid<…>LoadBalancerArn`. */
  readonly code: 'Network' | 'Gateway';
  readonly words: string;
  readonly form: RegExp;
}

const NETWORK: Kind = {
  member: 'networkLoadBalancerArns',
  code: 'Network',
  words: 'network load balancer',
  form: arnForm('net'),
};
const GATEWAY: Kind = {
  member: 'gatewayLoadBalancerArns',
  code: 'Gateway',
  words: 'gateway load balancer',
  form: arnForm('gwy'),
};

const NONE: LoadBalancers = { networkLoadBalancerArns: [], gatewayLoadBalancerArns: [] };

/**
 * The load balancers of a new service.
 * @throws AwsError Invalid…LoadBalancerArn.Malformed, Invalid…LoadBalancerArn.NotFound, InvalidParameter
 */
export function newLoadBalancers(
  call: Call,
  networkArns: readonly string[] = [],
  gatewayArns: readonly string[] = [],
): LoadBalancers {
  if (networkArns.length > 0 === gatewayArns.length > 0) {
    throw invalidParameter(
      'exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member',
    );
  }
  return networkArns.length > 0
    ? { ...NONE, networkLoadBalancerArns: checked(call, NETWORK, networkArns) }
    : { ...NONE, gatewayLoadBalancerArns: checked(call, GATEWAY, gatewayArns) };
}

export interface LoadBalancerChanges {
  readonly AddNetworkLoadBalancerArns?: string[];
  readonly RemoveNetworkLoadBalancerArns?: string[];
  readonly AddGatewayLoadBalancerArns?: string[];
  readonly RemoveGatewayLoadBalancerArns?: string[];
}

/**
 * A service's load balancers after a change: it keeps its kind and at least one.
 * @throws AwsError as `newLoadBalancers`; ExistingVpcEndpointConnections for a removal while endpoints are connected
 */
export function loadBalancersAfter(
  call: Call,
  service: EndpointService,
  input: LoadBalancerChanges,
): LoadBalancers {
  const after = {
    networkLoadBalancerArns: changed(call, service, NETWORK, {
      added: input.AddNetworkLoadBalancerArns,
      removed: input.RemoveNetworkLoadBalancerArns,
    }),
    gatewayLoadBalancerArns: changed(call, service, GATEWAY, {
      added: input.AddGatewayLoadBalancerArns,
      removed: input.RemoveGatewayLoadBalancerArns,
    }),
  };
  const kinds = [NETWORK, GATEWAY].filter(({ member }) => after[member].length > 0);
  if (kinds.length === 0) throw invalidParameter('A service must have at least one load balancer');
  if (kinds.every(({ member }) => service.spec[member].length > 0)) return after;
  throw invalidParameter('The type of the load balancers of a service cannot be changed');
}

function changed(
  call: Call,
  { id, spec }: EndpointService,
  kind: Kind,
  { added = [], removed = [] }: { readonly added?: string[]; readonly removed?: string[] },
): string[] {
  const had = spec[kind.member];
  if (removed.some((arn) => had.includes(arn))) checkUnconnected(call, id);
  const unknown = removed.find((arn) => !had.includes(arn));
  if (unknown) throw invalidParameter(`The load balancer '${unknown}' is not associated with the service`);
  const kept = had.filter((arn) => !removed.includes(arn));
  return [...new Set([...kept, ...checked(call, kind, added, id)])];
}

function checked(call: Call, kind: Kind, arns: readonly string[], serviceId?: string): string[] {
  const unique = [...new Set(arns)];
  for (const arn of unique) checkLoadBalancer(call, kind, arn, serviceId);
  return unique;
}

function checkLoadBalancer(call: Call, { code, words, form }: Kind, arn: string, serviceId?: string): void {
  if (!form.test(arn)) {
    throw new AwsError(`Invalid${code}LoadBalancerArn.Malformed`, `Invalid ${words} ARN: '${arn}'`);
  }
  const row = call.tx.loadBalancers.get(arn);
  if (!row || scopeKey(row) !== scopeKey(call)) {
    throw new AwsError(`Invalid${code}LoadBalancerArn.NotFound`, `The ${words} '${arn}' does not exist`);
  }
  const users = call.tx.endpointServices.by('loadBalancer', arn).filter(({ id }) => id !== serviceId);
  if (users.length > 0) {
    throw invalidParameter(`The ${words} '${arn}' is already associated with another endpoint service`);
  }
}

function arnForm(kind: 'net' | 'gwy'): RegExp {
  const prefix = 'arn:aws[\\w-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:loadbalancer';
  return new RegExp(`^${prefix}/${kind}/[\\w-]+/[0-9a-f]{16}$`);
}
