/** CreateListener. */
import type { CreateListenerInput, CreateListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { listenerArn } from '../../resources/arns.ts';
import type { Listener, LoadBalancer } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { checkQuota } from '../quotas.ts';
import { required } from './errors.ts';
import { forwardTarget } from './forwardAction.ts';
import { checkListenerProtocol, checkPortIsFree } from './listenerRules.ts';
import { listenerView } from './listenerView.ts';
import { findLoadBalancer } from './lookups.ts';
import { checkPort } from './ports.ts';
import { withTags } from './tags.ts';

/** Creating again what is there returns it. */
export function createListener(call: Call, input: CreateListenerInput): CreateListenerOutput {
  const loadBalancer = findLoadBalancer(call, input.LoadBalancerArn);
  const spec = checked(call, loadBalancer, input);
  const same = call.tx.listeners.by('loadBalancer', loadBalancer.id).find((row) => isSame(row.spec, spec));
  if (same) return { Listeners: [listenerView(same)] };
  checkPortIsFree(call, loadBalancer.id, spec.port);
  checkQuota(
    'listenersPerNetworkLoadBalancer',
    call.tx.listeners.count('loadBalancer', loadBalancer.id),
    'TooManyListeners',
    'The maximum number of listeners has been reached.',
  );
  const row = made(call, input, spec);
  call.tx.listeners.put(row);
  return { Listeners: [listenerView(row)] };
}

function checked(call: Call, loadBalancer: LoadBalancer, input: CreateListenerInput): Listener['spec'] {
  return {
    loadBalancerArn: loadBalancer.id,
    protocol: checkListenerProtocol(input, required(input.Protocol, 'Protocol')),
    port: checkPort(required(input.Port, 'Port')),
    targetGroupArn: forwardTarget(call, loadBalancer, input.DefaultActions).id,
    attributes: {},
  };
}

function isSame(a: Listener['spec'], b: Listener['spec']): boolean {
  return a.port === b.port && a.protocol === b.protocol && a.targetGroupArn === b.targetGroupArn;
}

function made(call: Call, input: CreateListenerInput, spec: Listener['spec']): Listener {
  return {
    id: listenerArn(call, spec.loadBalancerArn, call.random.hex(16)),
    accountId: call.accountId,
    region: call.region,
    createdAt: call.now.toISOString(),
    tags: withTags({}, input.Tags),
    spec,
  };
}
