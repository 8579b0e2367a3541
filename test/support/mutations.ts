/** Random damage to HTTP requests: to parameters, headers, body and the bytes themselves. */
import type { Random } from '../../src/base/random.ts';

/** A request as it goes over the wire, still in parts. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

type Mutation = (request: RawRequest, random: Random) => RawRequest;

const ODD = [
  '',
  '%',
  '%zz',
  '%00',
  '%F0%9F%98%80',
  '\uD800',
  'x'.repeat(5_000),
  '-1',
  '99999999999999999999',
  'NaN',
  '__proto__',
  'constructor',
  "'; --",
  '$(id)',
  '../../etc/passwd',
  '<a/>',
  ']]>',
  'true',
  '0.0.0.0/0',
  '::/0',
  'vpc-00000000000000000',
];
const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ['Content-Type', 'application/json'],
  ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-16'],
  ['Content-Encoding', 'gzip'],
  ['Transfer-Encoding', 'chunked'],
  ['Content-Length', '0'],
  ['Expect', '100-continue'],
  ['Upgrade', 'websocket'],
  ['Origin', 'http://evil.example'],
  ['Host', 'evil.example'],
  ['Authorization', 'AWS4-HMAC-SHA256 Credential=//////'],
  ['Authorization', 'Bearer x'],
  ['X-Amz-Target', 'DynamoDB_20120810.ListTables'],
  ['X-Amz-Date', 'yesterday'],
  ['X-Amz-Security-Token', 'x'.repeat(4_000)],
  ['Range', 'bytes=0-1'],
  ['Connection', 'close'],
];

const oneOf = <T>(random: Random, values: readonly T[]): T => values[random.integer(values.length)] as T;

const parameters: Mutation = (request, random) => {
  const pairs = request.body.toString('latin1').split('&');
  const at = random.integer(pairs.length);
  const [name = '', value = ''] = (pairs[at] ?? '').split('=');
  const changed = oneOf(random, [
    [],
    [`${name}=${oneOf(random, ODD)}`],
    [`${name}.${oneOf(random, ['0', '1', '2', '999999999', 'x', ''])}=${value}`],
    [`${oneOf(random, ODD)}=${value}`],
    [`${name}=${value}`, `${name}=${oneOf(random, ODD)}`],
    [`${name}${name}=${value}`],
    [name],
    Array.from({ length: 300 }, (_, index) => `${name}.${index + 1}=${value}`),
  ]);
  pairs.splice(at, 1, ...changed);
  return { ...request, body: Buffer.from(pairs.join('&')) };
};

const headers: Mutation = (request, random) => {
  const kept = request.headers.filter(() => random.integer(6) > 0);
  return { ...request, headers: random.integer(3) > 0 ? [...kept, oneOf(random, ODD_HEADERS)] : kept };
};

const bytes: Mutation = (request, random) => {
  const body = Buffer.from(request.body);
  for (let count = random.integer(8); count >= 0 && body.length > 0; count--) {
    body[random.integer(body.length)] = random.integer(256);
  }
  return { ...request, body };
};

const length: Mutation = (request, random) => {
  const shorter = request.body.subarray(0, random.integer(request.body.length + 1));
  return { ...request, body: random.integer(2) === 0 ? shorter : Buffer.concat([request.body, shorter]) };
};

const line: Mutation = (request, random) => ({
  ...request,
  method: oneOf(random, ['GET', 'PUT', 'DELETE', 'OPTIONS', 'POST', 'BREW']),
  target: oneOf(random, [
    '/?',
    '//',
    '/../..',
    '/_postern/health',
    '/_postern/exec',
    '/?Action=DescribeVpcs',
    `/${'a'.repeat(9_000)}`,
    '*',
  ]),
});

const MUTATIONS: readonly Mutation[] = [
  parameters,
  parameters,
  parameters,
  parameters,
  headers,
  bytes,
  length,
  line,
];

/** The request after one to three pieces of damage. */
export function mutated(request: RawRequest, random: Random): RawRequest {
  let damaged = request;
  for (let count = random.integer(3); count >= 0; count--)
    damaged = oneOf(random, MUTATIONS)(damaged, random);
  return damaged;
}

/** The bytes that go over the wire. A length is stated unless one is among the headers. */
export function encoded({ method, target, headers: pairs, body }: RawRequest): Buffer {
  const framed = pairs.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const lines = [`${method} ${target} HTTP/1.1`, ...pairs.map(([name, value]) => `${name}: ${value}`)];
  if (!framed) lines.push(`Content-Length: ${body.length}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}
