/** DescribeSSLPolicies: AWS's predefined ones. */
import type {
  DescribeSSLPoliciesInput,
  DescribeSSLPoliciesOutput,
  SslPolicy,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { checkEnum } from '../errors.ts';
import { markerPage } from '../pages.ts';
import { type SecurityPolicy, SSL_POLICIES } from './sslPolicies.ts';

const TYPES = ['application', 'network', 'gateway'] as const;

export function describeSSLPolicies(_call: Call, input: DescribeSSLPoliciesInput): DescribeSSLPoliciesOutput {
  const { rows, NextMarker } = markerPage(asked(input), input);
  return { SslPolicies: rows.map(view), NextMarker };
}

function asked({ Names = [], LoadBalancerType }: DescribeSSLPoliciesInput): SecurityPolicy[] {
  const type = LoadBalancerType && checkEnum('loadBalancerType', TYPES, LoadBalancerType);
  const named = Names.length > 0 ? [...new Set(Names)].map(policyNamed) : SSL_POLICIES;
  return named.filter((policy) => !type || policy.loadBalancerTypes.includes(type));
}

function policyNamed(name: string): SecurityPolicy {
  const policy = SSL_POLICIES.find(({ id }) => id === name);
  if (policy) return policy;
  throw new AwsError('SSLPolicyNotFound', `SSL policy '${name}' not found`);
}

function view({ id, protocols, ciphers, loadBalancerTypes }: SecurityPolicy): SslPolicy {
  return {
    Name: id,
    SslProtocols: [...protocols],
    Ciphers: ciphers.map((Name, index) => ({ Name, Priority: index + 1 })),
    SupportedLoadBalancerTypes: [...loadBalancerTypes],
  };
}
