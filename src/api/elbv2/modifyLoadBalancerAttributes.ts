/** ModifyLoadBalancerAttributes. */
import type {
  ModifyLoadBalancerAttributesInput,
  ModifyLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { checkLoadBalancerAgreement } from './attributeAgreement.ts';
import { loadBalancerAttributes } from './attributeRules.ts';
import { attributeList, withAttributes } from './attributes.ts';
import { findLoadBalancer } from './lookups.ts';

export function modifyLoadBalancerAttributes(
  call: Call,
  input: ModifyLoadBalancerAttributesInput,
): ModifyLoadBalancerAttributesOutput {
  const row = findLoadBalancer(call, input.LoadBalancerArn);
  const rules = loadBalancerAttributes(row);
  const attributes = withAttributes('Load balancer', rules, row.spec.attributes, input.Attributes);
  checkLoadBalancerAgreement(row, attributes);
  call.tx.loadBalancers.put({ ...row, spec: { ...row.spec, attributes } });
  return { Attributes: attributeList(rules, attributes) };
}
