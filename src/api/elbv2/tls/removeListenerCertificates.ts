/** RemoveListenerCertificates: from the list; the default certificate is replaced by ModifyListener only. */
import type {
  RemoveListenerCertificatesInput,
  RemoveListenerCertificatesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required } from '../errors.ts';
import { findListener } from '../lookups.ts';
import { tlsOf } from './certificates.ts';

/** Certificates that are not in the list are passed over. */
export function removeListenerCertificates(
  call: Call,
  input: RemoveListenerCertificatesInput,
): RemoveListenerCertificatesOutput {
  const row = findListener(call, input.ListenerArn);
  const tls = tlsOf(row);
  const removed = required(input.Certificates, 'Certificates').map(({ CertificateArn }) =>
    required(CertificateArn, 'CertificateArn'),
  );
  const isDefaultOnly = (arn: string) =>
    arn === tls.certificateArn && !tls.otherCertificateArns.includes(arn);
  if (removed.some(isDefaultOnly)) {
    throw new AwsError('OperationNotPermitted', 'The default certificate of a listener cannot be removed');
  }
  const otherCertificateArns = tls.otherCertificateArns.filter((arn) => !removed.includes(arn));
  call.tx.listeners.put({ ...row, spec: { ...row.spec, tls: { ...tls, otherCertificateArns } } });
  return {};
}
