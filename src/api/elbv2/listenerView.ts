/** A listener as answers show it. */
import type { Listener as ListenerShape } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '../../resources/loadBalancer.ts';
import { forwardView } from './forwardAction.ts';

export function listenerView({ id, spec }: Listener): ListenerShape {
  return {
    ListenerArn: id,
    LoadBalancerArn: spec.loadBalancerArn,
    Port: spec.port,
    Protocol: spec.protocol,
    DefaultActions: [forwardView(spec.targetGroupArn)],
  };
}
