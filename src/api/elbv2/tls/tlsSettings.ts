/** What a TLS listener has besides a port: a certificate, a security policy, an ALPN policy. */
import type { CreateListenerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../../base/awsError.ts';
import type { ListenerProtocol, TlsSettings } from '../../../resources/loadBalancer.ts';
import type { Call } from '../../operation.ts';
import { validationError } from '../errors.ts';
import { checkCertificate } from './certificates.ts';
import { isSslPolicy } from './sslPolicies.ts';

type TlsInput = Pick<
  CreateListenerInput,
  'Certificates' | 'SslPolicy' | 'AlpnPolicy' | 'MutualAuthentication'
>;

/** What AWS takes where the caller names none, except on its console. */
const DEFAULT_POLICY = 'ELBSecurityPolicy-2016-08';
const ALPN_POLICIES = ['HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'];

/**
 * The settings after a request; what it leaves out is as `before`. Undefined for other protocols.
 * @throws AwsError ValidationError, CertificateNotFound, SSLPolicyNotFound, ALPNPolicyNotFound
 */
export function tlsSettings(
  call: Call,
  protocol: ListenerProtocol | undefined,
  input: TlsInput,
  before?: TlsSettings,
): TlsSettings | undefined {
  checkMutualAuthentication(input);
  if (protocol !== 'TLS') return refuseSettings(protocol, input);
  return {
    certificateArn: certificateOf(call, input) ?? before?.certificateArn ?? missingCertificate(),
    sslPolicy: checkPolicy(input.SslPolicy ?? before?.sslPolicy ?? DEFAULT_POLICY),
    otherCertificateArns: before?.otherCertificateArns ?? [],
    alpnPolicy: input.AlpnPolicy ? alpnOf(input.AlpnPolicy) : before?.alpnPolicy,
  };
}

function checkMutualAuthentication({ MutualAuthentication }: TlsInput): void {
  if ((MutualAuthentication?.Mode ?? 'off') === 'off') return;
  throw validationError('Mutual authentication applies to HTTPS listeners only');
}

function refuseSettings(protocol: ListenerProtocol | undefined, input: TlsInput): undefined {
  const given = Object.entries({
    Certificates: input.Certificates?.length,
    'An SSL policy': input.SslPolicy,
    'An ALPN policy': input.AlpnPolicy?.length,
  }).find(([, value]) => value)?.[0];
  if (given) throw validationError(`${given} cannot be specified for ${protocol ?? 'gateway'} listeners`);
}

function certificateOf(call: Call, { Certificates }: TlsInput): string | undefined {
  if (!Certificates?.length) return undefined;
  if (Certificates.length > 1) {
    throw validationError('You can specify exactly one certificate, the default one of the listener');
  }
  const [certificate] = Certificates;
  if (certificate?.IsDefault !== undefined) {
    throw validationError('IsDefault cannot be set for a certificate of a request');
  }
  return checkCertificate(call, certificate?.CertificateArn);
}

function missingCertificate(): never {
  throw validationError('A certificate must be specified for TLS listeners');
}

function checkPolicy(name: string): string {
  if (isSslPolicy(name)) return name;
  throw new AwsError('SSLPolicyNotFound', `SSL policy '${name}' not found`);
}

/** None by an empty list: the policy is taken off. */
function alpnOf(policies: readonly string[]): string | undefined {
  if (policies.length > 1) throw validationError('You can specify one ALPN policy only');
  const [policy] = policies;
  if (policy === undefined || ALPN_POLICIES.includes(policy)) return policy;
  throw new AwsError('ALPNPolicyNotFound', `ALPN policy '${policy}' is not supported`);
}
