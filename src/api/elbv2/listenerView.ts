/** A listener as answers show it. */
import type { Listener as ListenerShape } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '../../resources/loadBalancer.ts';
import { forwardView } from './forwardAction.ts';

/** A Gateway Load Balancer's has neither port nor protocol. */
export function listenerView({ id, spec }: Listener): ListenerShape {
  return {
    ListenerArn: id,
    LoadBalancerArn: spec.loadBalancerArn,
    Port: spec.port,
    Protocol: spec.protocol,
    DefaultActions: [forwardView(spec)],
    ...(spec.tls ? tlsView(spec.tls) : {}),
  };
}

function tlsView({ certificateArn, sslPolicy, alpnPolicy }: NonNullable<Listener['spec']['tls']>) {
  return {
    Certificates: [{ CertificateArn: certificateArn }],
    SslPolicy: sslPolicy,
    AlpnPolicy: alpnPolicy ? [alpnPolicy] : undefined,
  };
}
