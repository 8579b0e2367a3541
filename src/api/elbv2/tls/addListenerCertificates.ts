/** AddListenerCertificates: certificates besides the default one; those that are there already stay once. */
import type {
  AddListenerCertificatesInput,
  AddListenerCertificatesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { required, validationError } from '../errors.ts';
import { findListener } from '../lookups.ts';
import { checkCertificate, tlsOf } from './certificates.ts';

export function addListenerCertificates(
  call: Call,
  input: AddListenerCertificatesInput,
): AddListenerCertificatesOutput {
  const row = findListener(call, input.ListenerArn);
  const tls = tlsOf(row);
  const certificates = required(input.Certificates, 'Certificates');
  if (certificates.length === 0) throw validationError('At least one certificate must be specified');
  const added = certificates.map(({ CertificateArn }) => checkCertificate(call, CertificateArn));
  const otherCertificateArns = [...new Set([...tls.otherCertificateArns, ...added])];
  // The default certificate does not count.
  checkQuota(
    call,
    'certificatesPerNetworkLoadBalancer',
    otherCertificateArns.length - 1,
    'TooManyCertificates',
    "You've reached the limit on the number of certificates per load balancer.",
  );
  call.tx.listeners.put({ ...row, spec: { ...row.spec, tls: { ...tls, otherCertificateArns } } });
  return { Certificates: added.map((CertificateArn) => ({ CertificateArn, IsDefault: false })) };
}
