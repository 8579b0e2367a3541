/** TLS listeners: certificates by ARN, security policies, ALPN. */
import { beforeEach, describe, expect, test } from 'vitest';
import { setQuotas } from '../../quotas.ts';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { createListener } from '../createListener.ts';
import { modifyListener } from '../modifyListener.ts';
import { makeListener, makeLoadBalancer, makeNetwork, makeTargetGroup } from '../testBalancer.ts';
import { addListenerCertificates } from './addListenerCertificates.ts';
import { describeListenerCertificates } from './describeListenerCertificates.ts';
import { describeSSLPolicies } from './describeSSLPolicies.ts';
import { removeListenerCertificates } from './removeListenerCertificates.ts';

type Input = Parameters<typeof createListener>[1];

let caller: TestCaller;
let LoadBalancerArn: string;
let TargetGroupArn: string;

beforeEach(async () => {
  setQuotas();
  caller = await testCaller();
  const network = makeNetwork(caller);
  LoadBalancerArn = makeLoadBalancer(caller, network);
  TargetGroupArn = makeTargetGroup(caller, network, { Protocol: 'TLS' });
});

const certificate = (digit: number, region = 'us-east-1') =>
  `arn:aws:acm:${region}:111122223333:certificate/0000000${digit}-0000-0000-0000-000000000000`;
const given = (...arns: string[]) => arns.map((CertificateArn) => ({ CertificateArn }));

const create = (input: Partial<Input> = {}) =>
  caller.run(createListener, {
    LoadBalancerArn,
    Protocol: 'TLS',
    Port: 443,
    Certificates: given(certificate(1)),
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    ...input,
  }).Listeners?.[0];
const arnOf = (input?: Partial<Input>) => create(input)?.ListenerArn;

describe('a TLS listener', () => {
  test('shows its certificate, policy and ALPN; a Modify changes what it names', () => {
    expect(create({ AlpnPolicy: ['HTTP2Preferred'] })).toMatchObject({
      Protocol: 'TLS',
      Certificates: [{ CertificateArn: certificate(1) }],
      SslPolicy: 'ELBSecurityPolicy-2016-08',
      AlpnPolicy: ['HTTP2Preferred'],
    });
    const ListenerArn = create()?.ListenerArn;
    const SslPolicy = 'ELBSecurityPolicy-TLS13-1-2-2021-06';
    const change = { ListenerArn, SslPolicy, Certificates: given(certificate(2)) };
    expect(caller.run(modifyListener, change).Listeners?.[0]).toMatchObject({
      Certificates: given(certificate(2)),
      SslPolicy,
      AlpnPolicy: ['HTTP2Preferred'],
      Port: 443,
    });
    expect(caller.run(modifyListener, { ListenerArn, AlpnPolicy: ['None'] }).Listeners?.[0]).toMatchObject({
      AlpnPolicy: ['None'],
      SslPolicy,
    });
  });

  test.each<[string, string, Partial<Input>]>([
    ['no certificate', 'ValidationError', { Certificates: undefined }],
    ['two certificates', 'ValidationError', { Certificates: given(certificate(1), certificate(2)) }],
    [
      'a certificate marked as default',
      'ValidationError',
      { Certificates: [{ ...given('x')[0], IsDefault: true }] },
    ],
    ['what is no certificate', 'CertificateNotFound', { Certificates: given('arn:aws:acm:x') }],
    ["another Region's", 'CertificateNotFound', { Certificates: given(certificate(1, 'eu-west-1')) }],
    [
      "one of IAM's",
      'no error',
      { Certificates: given('arn:aws:iam::111122223333:server-certificate/path/name') },
    ],
    ['an unknown policy', 'SSLPolicyNotFound', { SslPolicy: 'ELBSecurityPolicy-1999' }],
    ['an unknown ALPN policy', 'ALPNPolicyNotFound', { AlpnPolicy: ['HTTP3'] }],
    ['two ALPN policies', 'ValidationError', { AlpnPolicy: ['None', 'HTTP1Only'] }],
    ['mutual authentication', 'ValidationError', { MutualAuthentication: { Mode: 'verify' } }],
    ['mutual authentication off', 'no error', { MutualAuthentication: { Mode: 'off' } }],
  ])('with %s: %s', (_what, code, input) => {
    expect(codeOf(() => create(input))).toBe(code);
  });

  test('comes of a TCP one with a certificate, and goes again', () => {
    const ListenerArn = makeListener(caller, LoadBalancerArn, group('TCP'), 80);
    const modify = (input: Partial<Parameters<typeof modifyListener>[1]>) =>
      caller.run(modifyListener, { ListenerArn, ...input }).Listeners?.[0];
    expect(codeOf(() => modify({ Protocol: 'TLS' }))).toBe('ValidationError');
    expect(modify({ Protocol: 'TLS', Certificates: given(certificate(1)) })).toMatchObject({
      Protocol: 'TLS',
    });
    expect(modify({ Protocol: 'TCP' })?.SslPolicy).toBeUndefined();
    expect(codeOf(() => modify({ Protocol: 'UDP' }))).toBe('IncompatibleProtocols');
  });
});

function group(Protocol: 'TCP' | 'UDP'): string {
  const vpcId = caller.state.snapshot.targetGroups.get(TargetGroupArn)?.spec.vpcId ?? '';
  return makeTargetGroup(
    caller,
    { vpcId, subnetIds: ['', '', ''] },
    { Protocol, Name: Protocol.toLowerCase() },
  );
}

describe('further certificates', () => {
  const list = (ListenerArn: string | undefined) =>
    caller.run(describeListenerCertificates, { ListenerArn }).Certificates;

  test('are added once, listed behind the default one, and removed', () => {
    const ListenerArn = arnOf();
    const Certificates = given(certificate(2), certificate(1), certificate(2));
    caller.run(addListenerCertificates, { ListenerArn, Certificates });
    caller.run(addListenerCertificates, { ListenerArn, Certificates: given(certificate(2)) });
    expect(list(ListenerArn)).toEqual([
      { CertificateArn: certificate(1), IsDefault: true },
      { CertificateArn: certificate(2), IsDefault: false },
      { CertificateArn: certificate(1), IsDefault: false },
    ]);
    const remove = (digit: number) =>
      codeOf(() =>
        caller.run(removeListenerCertificates, { ListenerArn, Certificates: given(certificate(digit)) }),
      );
    expect([remove(2), remove(1), remove(9)]).toEqual(['no error', 'no error', 'no error']);
    expect(list(ListenerArn)).toEqual([{ CertificateArn: certificate(1), IsDefault: true }]);
    expect(remove(1)).toBe('OperationNotPermitted');
  });

  test('page by marker, the default one first', () => {
    const ListenerArn = arnOf();
    caller.run(addListenerCertificates, { ListenerArn, Certificates: given(certificate(2), certificate(3)) });
    const first = caller.run(describeListenerCertificates, { ListenerArn, PageSize: 1 });
    expect(first.Certificates?.[0]?.IsDefault).toBe(true);
    const rest = caller.run(describeListenerCertificates, { ListenerArn, Marker: first.NextMarker });
    expect(rest.Certificates).toHaveLength(2);
  });

  test('have a quota, a form, and a TLS listener', () => {
    const ListenerArn = arnOf();
    const add = (arn: string | undefined, ...arns: string[]) =>
      codeOf(() => caller.run(addListenerCertificates, { ListenerArn: arn, Certificates: given(...arns) }));
    expect(add(ListenerArn)).toBe('ValidationError');
    expect(add(ListenerArn, 'x')).toBe('CertificateNotFound');
    expect(add(`${ListenerArn?.slice(0, -16)}0000000000000000`, certificate(2))).toBe('ListenerNotFound');
    setQuotas({ certificatesPerNetworkLoadBalancer: 1 });
    expect(add(ListenerArn, certificate(2))).toBe('no error');
    expect(add(ListenerArn, certificate(3))).toBe('TooManyCertificates');
    expect(add(makeListener(caller, LoadBalancerArn, group('TCP'), 80), certificate(2))).toBe(
      'ValidationError',
    );
  });
});

describe('security policies', () => {
  test('are listed with protocols and ranked ciphers', () => {
    const Names = ['ELBSecurityPolicy-TLS13-1-2-Res-2021-06'];
    expect(caller.run(describeSSLPolicies, { Names }).SslPolicies).toEqual([
      {
        Name: Names[0],
        SslProtocols: ['TLSv1.2', 'TLSv1.3'],
        Ciphers: [
          'TLS_AES_128_GCM_SHA256',
          'TLS_AES_256_GCM_SHA384',
          'TLS_CHACHA20_POLY1305_SHA256',
          'ECDHE-ECDSA-AES128-GCM-SHA256',
          'ECDHE-RSA-AES128-GCM-SHA256',
          'ECDHE-ECDSA-AES256-GCM-SHA384',
          'ECDHE-RSA-AES256-GCM-SHA384',
        ].map((Name, index) => ({ Name, Priority: index + 1 })),
        SupportedLoadBalancerTypes: ['application', 'network'],
      },
    ]);
  });

  test('have names of their own, are found by type, and page', () => {
    const all = caller.run(describeSSLPolicies, {}).SslPolicies ?? [];
    expect(new Set(all.map(({ Name }) => Name)).size).toBe(all.length);
    const application = caller.run(describeSSLPolicies, { LoadBalancerType: 'application' }).SslPolicies;
    expect(application).toHaveLength(all.length - 1);
    const first = caller.run(describeSSLPolicies, { PageSize: 5 });
    const rest = caller.run(describeSSLPolicies, { Marker: first.NextMarker });
    expect([...(first.SslPolicies ?? []), ...(rest.SslPolicies ?? [])]).toHaveLength(all.length);
    expect(codeOf(() => caller.run(describeSSLPolicies, { Names: ['none'] }))).toBe('SSLPolicyNotFound');
  });
});
