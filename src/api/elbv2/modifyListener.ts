/** ModifyListener. */
import type { ModifyListenerInput, ModifyListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { forwardTarget } from './forwardAction.ts';
import { checkListenerProtocol, checkPortIsFree } from './listenerRules.ts';
import { listenerView } from './listenerView.ts';
import { findListener, findLoadBalancer } from './lookups.ts';
import { checkPort } from './ports.ts';

export function modifyListener(call: Call, input: ModifyListenerInput): ModifyListenerOutput {
  const row = findListener(call, input.ListenerArn);
  const changed = { ...row, spec: changedSpec(call, row, input) };
  call.tx.listeners.put(changed);
  return { Listeners: [listenerView(changed)] };
}

function changedSpec(call: Call, { id, spec }: Listener, input: ModifyListenerInput): Listener['spec'] {
  const loadBalancer = findLoadBalancer(call, spec.loadBalancerArn);
  const port = checkPort(input.Port ?? spec.port);
  checkPortIsFree(call, loadBalancer.id, port, id);
  return {
    ...spec,
    port,
    protocol: checkListenerProtocol(input, input.Protocol ?? spec.protocol),
    targetGroupArn: input.DefaultActions
      ? forwardTarget(call, loadBalancer, input.DefaultActions).id
      : spec.targetGroupArn,
  };
}
