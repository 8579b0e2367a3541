/** CreateListener. */
import type { CreateListenerInput, CreateListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { listenerArn } from '../../resources/arns.ts';
import type { Listener, LoadBalancer } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { checkQuota } from '../quotas.ts';
import { forwardOf } from './forwardAction.ts';
import { checkPlaceIsFree, placeOf } from './listenerRules.ts';
import { listenerView } from './listenerView.ts';
import { findLoadBalancer } from './lookups.ts';
import { withTags } from './tags.ts';
import { tlsSettings } from './tls/tlsSettings.ts';

type Spec = Listener['spec'];

/** Creating again what is there returns it. */
export function createListener(call: Call, input: CreateListenerInput): CreateListenerOutput {
  const loadBalancer = findLoadBalancer(call, input.LoadBalancerArn);
  const spec = checked(call, loadBalancer, input);
  const same = call.tx.listeners.by('loadBalancer', loadBalancer.id).find((row) => isSame(row.spec, spec));
  if (same) return { Listeners: [listenerView(same)] };
  checkPlaceIsFree(call, loadBalancer.id, spec);
  checkQuota(
    call,
    'listenersPerNetworkLoadBalancer',
    call.tx.listeners.count('loadBalancer', loadBalancer.id),
    'TooManyListeners',
    'The maximum number of listeners has been reached.',
  );
  const row = made(call, input, spec);
  call.tx.listeners.put(row);
  return { Listeners: [listenerView(row)] };
}

function checked(call: Call, loadBalancer: LoadBalancer, input: CreateListenerInput): Spec {
  const place = placeOf(loadBalancer, input);
  return {
    loadBalancerArn: loadBalancer.id,
    ...place,
    tls: tlsSettings(call, place.protocol, input),
    ...forwardOf(call, loadBalancer, place.protocol, input.DefaultActions),
    attributes: {},
    ruleTags: {},
  };
}

function isSame(a: Spec, b: Spec): boolean {
  const settings = ({ port, protocol, forwardsTo, keepsTargetGroup, tls }: Spec) =>
    JSON.stringify([port, protocol, forwardsTo, keepsTargetGroup, tls?.certificateArn, tls?.sslPolicy]);
  return settings(a) === settings(b);
}

function made(call: Call, input: CreateListenerInput, spec: Spec): Listener {
  return {
    id: listenerArn(call, spec.loadBalancerArn, call.random.hex(16)),
    accountId: call.accountId,
    region: call.region,
    createdAt: call.now.toISOString(),
    tags: withTags({}, input.Tags),
    spec,
  };
}
