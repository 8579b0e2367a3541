/** ModifyListener: what the request leaves out stays as it is. */
import type { ModifyListenerInput, ModifyListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener, LoadBalancer } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { forwardOf } from './forwardAction.ts';
import { checkForwardable } from './forwardable.ts';
import { checkPlaceIsFree, placeOf } from './listenerRules.ts';
import { listenerView } from './listenerView.ts';
import { findListener, findLoadBalancer, findTargetGroup } from './lookups.ts';
import { tlsSettings } from './tls/tlsSettings.ts';

type Spec = Listener['spec'];

export function modifyListener(call: Call, input: ModifyListenerInput): ModifyListenerOutput {
  const row = findListener(call, input.ListenerArn);
  const changed = { ...row, spec: changedSpec(call, row, input) };
  call.tx.listeners.put(changed);
  return { Listeners: [listenerView(changed)] };
}

function changedSpec(call: Call, { id, spec }: Listener, input: ModifyListenerInput): Spec {
  const loadBalancer = findLoadBalancer(call, spec.loadBalancerArn);
  const place = placeOf(loadBalancer, {
    Port: input.Port ?? spec.port,
    Protocol: input.Protocol ?? spec.protocol,
  });
  checkPlaceIsFree(call, loadBalancer.id, place, id);
  return {
    ...spec,
    ...place,
    tls: tlsSettings(call, place.protocol, input, spec.tls),
    ...(input.DefaultActions
      ? forwardOf(call, loadBalancer, place.protocol, input.DefaultActions)
      : kept(call, loadBalancer, place.protocol, spec)),
  };
}

/** Target groups that stay must fit the protocol that may have come. */
function kept(
  call: Call,
  loadBalancer: LoadBalancer,
  protocol: Spec['protocol'],
  { forwardsTo, keepsTargetGroup }: Spec,
): Pick<Spec, 'forwardsTo' | 'keepsTargetGroup'> {
  for (const { targetGroupArn } of forwardsTo) {
    checkForwardable(loadBalancer, protocol, findTargetGroup(call, targetGroupArn), call);
  }
  return { forwardsTo, keepsTargetGroup };
}
