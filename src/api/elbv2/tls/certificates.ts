/** Certificates by their ARNs. There is no certificate store: an ARN that ACM or IAM could give is taken. */
import { AwsError } from '../../../base/awsError.ts';
import type { Listener, TlsSettings } from '../../../resources/loadBalancer.ts';
import type { Call } from '../../operation.ts';
import { required, validationError } from '../errors.ts';

const ACM = /^arn:aws[\w-]*:acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]+$/;
const IAM = /^arn:aws[\w-]*:iam::\d{12}:server-certificate\/[\w+=,.@/-]+$/;

/** @throws AwsError CertificateNotFound for another Region's too, ValidationError */
export function checkCertificate({ region }: Call, certificateArn: string | undefined): string {
  const arn = required(certificateArn, 'CertificateArn');
  if (ACM.exec(arn)?.[1] === region || IAM.test(arn)) return arn;
  throw new AwsError('CertificateNotFound', `Certificate '${arn}' not found`);
}

/** @throws AwsError ValidationError for a listener without certificates */
export function tlsOf({ spec }: Listener): TlsSettings {
  if (spec.tls) return spec.tls;
  throw validationError(`Listeners with protocol '${spec.protocol ?? 'GENEVE'}' have no certificates`);
}
