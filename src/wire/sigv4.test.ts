/** Our reading and checking of signatures, with the official signer as the caller. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpRequest } from './http.ts';
import { claimOf, type SignatureClaim } from './sigv4.ts';
import { signatureFault } from './sigv4Verify.ts';

const NOW = new Date('2026-03-04T05:06:07Z');
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

const signer = (service = 'ec2', sessionToken?: string) =>
  new SignatureV4({
    service,
    region: 'eu-west-1',
    sha256: Sha256,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET, sessionToken },
  });

interface Plain {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const plain: Plain = {
  method: 'POST',
  path: '/',
  query: {},
  headers: { host: '127.0.0.1:4566', 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Action=DescribeVpcs&Version=2016-11-15',
};

const toSign = (request: Plain) => ({ ...request, protocol: 'http:', hostname: '127.0.0.1', port: 4566 });

/** What the server would get of a signed request. */
function received(
  signed: { method: string; path: string; query?: unknown; headers: Record<string, string> },
  body: string,
): HttpRequest {
  const query = Object.entries((signed.query ?? {}) as Record<string, string>)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const headers = Object.fromEntries(
    Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { method: signed.method, path: signed.path, query, headers, body: Buffer.from(body) };
}

async function signedRequest(request: Plain = plain, sessionToken?: string): Promise<HttpRequest> {
  const signed = await signer('ec2', sessionToken).sign(toSign(request), { signingDate: NOW });
  return received(signed as never, request.body);
}

async function presignedRequest(expiresIn = 60): Promise<HttpRequest> {
  const request = {
    ...plain,
    method: 'GET',
    body: '',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
  };
  const signed = await signer('sts').presign(toSign(request), { signingDate: NOW, expiresIn });
  return received(signed as never, '');
}

const claimIn = (request: HttpRequest) => claimOf(request) as SignatureClaim;
const faultOf = (request: HttpRequest, secret = SECRET, now = NOW) =>
  signatureFault(request, claimIn(request), secret, now);
const later = (ms: number) => new Date(NOW.getTime() + ms);

describe('a claim', () => {
  test('is read from the header', async () => {
    expect(claimOf(await signedRequest(plain, 'token'))).toMatchObject({
      form: 'header',
      accessKeyId: 'AKIDEXAMPLE',
      date: '20260304',
      region: 'eu-west-1',
      service: 'ec2',
      timestamp: '20260304T050607Z',
      sessionToken: 'token',
      signature: expect.stringMatching(/^[0-9a-f]{64}$/),
      signedHeaders: expect.arrayContaining(['host', 'x-amz-date']),
    });
  });

  test('is read from a presigned URL', async () => {
    expect(claimOf(await presignedRequest())).toMatchObject({
      form: 'query',
      accessKeyId: 'AKIDEXAMPLE',
      service: 'sts',
      timestamp: '20260304T050607Z',
      expiresSeconds: 60,
    });
  });

  test('is absent from an unsigned request', () => {
    expect(claimOf(received(plain, plain.body))).toBeUndefined();
  });

  test.each([
    'Bearer x',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=x',
    `AWS4-HMAC-SHA256 Credential=a/20260101/r/s/aws4_request, Signature=${'0'.repeat(64)}`,
    'AWS4-HMAC-SHA256 Credential=a/20260101/r/s/aws4_request, SignedHeaders=host, Signature=00',
  ])('is refused when garbled: %s', (authorization) => {
    const request = received({ ...plain, headers: { authorization } }, '');
    expect(() => claimOf(request)).toThrow(
      expect.objectContaining({ code: 'IncompleteSignature', status: 400 }),
    );
  });
});

describe('the official signature', () => {
  test('holds for any path, query, headers and body', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((each) => !each.startsWith('x-'));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST'),
        fc.array(fc.constantFrom('a', 'b c', 'd%e', 'ü', '*(x)', "'"), { maxLength: 3 }),
        fc.dictionary(name, text, { maxKeys: 4, noNullPrototype: true }),
        fc.stringMatching(/^[ -~]{0,20}$/),
        text,
        async (method, parts, query, header, body) => {
          const path = `/${parts.map(encodeURIComponent).join('/')}`;
          const headers = { ...plain.headers, 'x-amz-meta': header };
          expect(await faultOf(await signedRequest({ method, path, query, headers, body }))).toBeUndefined();
        },
      ),
      { numRuns: 200 },
    );
  });

  test('holds in a presigned URL until it expires', async () => {
    const request = await presignedRequest(60);
    expect(faultOf(request)).toBeUndefined();
    expect(faultOf(request, SECRET, later(60_000))).toBeUndefined();
    expect(faultOf(request, SECRET, later(60_001))).toBe('expired');
  });

  test('holds for five minutes to either side', async () => {
    const request = await signedRequest();
    expect(faultOf(request, SECRET, later(300_000))).toBeUndefined();
    expect(faultOf(request, SECRET, later(300_001))).toBe('expired');
    expect(faultOf(request, SECRET, later(-300_000))).toBeUndefined();
    expect(faultOf(request, SECRET, later(-300_001))).toBe('notYetValid');
  });
});

describe('a signature does not hold', () => {
  test('with another secret', async () => expect(faultOf(await signedRequest(), 'other')).toBe('mismatch'));

  const tampered: [string, (request: HttpRequest) => HttpRequest][] = [
    ['body', (request) => ({ ...request, body: Buffer.from('Action=DeleteVpc') })],
    ['method', (request) => ({ ...request, method: 'GET' })],
    ['path', (request) => ({ ...request, path: '/x' })],
    ['query', (request) => ({ ...request, query: 'Action=DeleteVpc' })],
    ['host', (request) => ({ ...request, headers: { ...request.headers, host: 'other' } })],
    [
      'date',
      (request) => ({ ...request, headers: { ...request.headers, 'x-amz-date': '20260304T050608Z' } }),
    ],
  ];
  test.each(tampered)('when the %s was changed', async (_what, tamper) => {
    expect(faultOf(tamper(await signedRequest()))).toBe('mismatch');
  });

  test('when it does not cover the host', async () => {
    const request = await signedRequest();
    const claim = { ...claimIn(request), signedHeaders: ['x-amz-date'] };
    expect(signatureFault(request, claim, SECRET, NOW)).toBe('mismatch');
  });
});
