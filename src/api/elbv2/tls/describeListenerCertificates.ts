/** DescribeListenerCertificates: the default one, then the list; one that is in both comes twice. */
import type {
  DescribeListenerCertificatesInput,
  DescribeListenerCertificatesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TlsSettings } from '../../../resources/loadBalancer.ts';
import type { Call } from '../../operation.ts';
import { findListener } from '../lookups.ts';
import { markerPage } from '../pages.ts';

export function describeListenerCertificates(
  call: Call,
  input: DescribeListenerCertificatesInput,
): DescribeListenerCertificatesOutput {
  const { tls } = findListener(call, input.ListenerArn).spec;
  const { rows, NextMarker } = markerPage(tls ? certificates(tls) : [], input);
  return {
    Certificates: rows.map(({ CertificateArn, IsDefault }) => ({ CertificateArn, IsDefault })),
    NextMarker,
  };
}

/** Ids sort the default one first. */
function certificates({ certificateArn, otherCertificateArns }: TlsSettings) {
  return [
    { id: '', CertificateArn: certificateArn, IsDefault: true },
    ...otherCertificateArns.map((arn) => ({ id: arn, CertificateArn: arn, IsDefault: false })),
  ];
}
