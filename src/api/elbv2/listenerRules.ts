/** What a listener may be: its protocol, and a port that no other listener of the load balancer has. */
import type { CreateListenerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { Call } from '../operation.ts';
import { validationError } from './errors.ts';

const OTHER_PROTOCOLS = ['UDP', 'TCP_UDP', 'TLS', 'QUIC', 'TCP_QUIC'];

type ProtocolInput = Pick<
  CreateListenerInput,
  'Protocol' | 'SslPolicy' | 'Certificates' | 'AlpnPolicy' | 'MutualAuthentication'
>;

/** @throws AwsError UnsupportedProtocol, ValidationError */
export function checkListenerProtocol(input: ProtocolInput, protocol: string): 'TCP' {
  if (OTHER_PROTOCOLS.includes(protocol)) {
    throw new AwsError('UnsupportedProtocol', `Postern does not support ${protocol} listeners yet`);
  }
  if (protocol !== 'TCP') {
    throw validationError(
      `Listener protocol '${protocol}' must be one of TCP, ${OTHER_PROTOCOLS.join(', ')}`,
    );
  }
  if (
    input.SslPolicy ||
    input.Certificates?.length ||
    input.AlpnPolicy?.length ||
    input.MutualAuthentication
  ) {
    throw validationError('Certificates, SSL, ALPN and mutual authentication apply to TLS listeners only');
  }
  return protocol;
}

/** @throws AwsError DuplicateListener */
export function checkPortIsFree(call: Call, loadBalancerArn: string, port: number, except?: string): void {
  const others = call.tx.listeners.by('loadBalancer', loadBalancerArn).filter((row) => row.id !== except);
  if (others.some((row) => row.spec.port === port)) {
    throw new AwsError('DuplicateListener', 'A listener already exists on this port for this load balancer');
  }
}
