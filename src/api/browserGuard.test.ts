import { describe, expect, test } from 'vitest';
import { browserFault } from './browserGuard.ts';

const passes = (method: string, headers: Record<string, string>, bound = '10.1.2.3') =>
  browserFault(method, headers, bound) === undefined;

describe('command lines and SDKs pass', () => {
  test.each([
    ['POST', { host: '127.0.0.1:4566' }],
    ['POST', { host: 'ec2.us-east-1.amazonaws.com' }],
    ['GET', { host: '127.0.0.1:4566' }],
    ['GET', { host: '[::1]:4566' }],
    ['GET', { host: 'localhost:4566' }],
    ['GET', { host: 'ec2.localhost.localstack.cloud:4566' }],
    ['GET', { host: 'postern:4566' }],
    ['GET', { host: 'host.docker.internal:4566' }],
    ['GET', { host: '10.1.2.3' }],
    ['GET', {}],
  ])('%s with %j', (method, headers) => expect(passes(method, headers)).toBe(true));

  test('a GET to the name that the server is bound to', () =>
    expect(passes('GET', { host: 'aws.example:4566' }, 'aws.example')).toBe(true));
});

describe('web pages', () => {
  test.each([
    ['a form posted from another origin', 'POST', { host: 'localhost:4566', origin: 'https://evil.example' }],
    ['a form posted from nowhere', 'POST', { host: 'localhost:4566', origin: 'null' }],
    ['another port of this machine', 'POST', { host: 'localhost:4566', origin: 'http://localhost:3000' }],
    ['a name rebound to this machine', 'POST', { host: 'evil.example', origin: 'http://evil.example' }],
    ['the same with GET, which sends no origin', 'GET', { host: 'evil.example' }],
    ['an image of another site', 'GET', { host: '127.0.0.1:4566', 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused', (_what, method, headers) => expect(passes(method, headers)).toBe(false));

  test('the page of the same origin passes', () =>
    expect(
      passes('POST', {
        host: 'localhost:4566',
        origin: 'http://localhost:4566',
        'sec-fetch-site': 'same-origin',
      }),
    ).toBe(true));
});
