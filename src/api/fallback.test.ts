/** Requests for other services go to the fallback as they came. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { forwardTo } from './fallback.ts';
import { isForeign } from './recognition.ts';
import { type RunningServer, startServer } from './server.ts';
import { makeServices } from './services.ts';

const opened: { close: () => unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** Answers with what it got. */
async function echo(): Promise<URL> {
  const server: Server = createServer((request, response) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
    });
    request.on('end', () => {
      response.writeHead(207, { 'x-upstream': 'yes' });
      response.end(
        JSON.stringify({ method: request.method, url: request.url, length, host: request.headers.host }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(server);
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

async function serverBefore(upstream: URL): Promise<RunningServer> {
  const services = makeServices({ ec2: {}, elbv2: {}, iam: {}, sts: {} });
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    handle: async () => ({ status: 200, headers: {}, body: 'ours' }),
    inspect: async () => undefined,
    health: () => ({}),
    newRequestId: () => 'the-id',
    log: () => undefined,
    forward: forwardTo(upstream, (head) => isForeign(services, head)),
    limits: { bodyBytes: 1_000 },
  });
  opened.push({ close: () => server.close(0) });
  return server;
}

const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
});

test('another service’s request is streamed, larger than our own bound too', async () => {
  const { port } = await serverBefore(await echo());
  const body = 'x'.repeat(50_000);
  const url = `http://127.0.0.1:${port}/bucket/key?x=1`;
  const answer = await fetch(url, { method: 'PUT', headers: signedFor('s3'), body });
  expect([answer.status, answer.headers.get('x-upstream')]).toEqual([207, 'yes']);
  expect(await answer.json()).toEqual({
    method: 'PUT',
    url: '/bucket/key?x=1',
    length: 50_000,
    host: `127.0.0.1:${port}`,
  });
});

test.each([
  ['signed for ours', '/', signedFor('ec2')],
  ['unsigned and without a path', '/?Action=DescribeVpcs', {}],
  ['garbled', '/', { authorization: 'AWS4-HMAC-SHA256 x' }],
])('a request that is %s stays', async (_what, path, headers) => {
  const { port } = await serverBefore(await echo());
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: headers as Record<string, string>,
  });
  expect(await answer.text()).toBe('ours');
});

test('operator paths are never forwarded', async () => {
  const { port } = await serverBefore(await echo());
  expect((await fetch(`http://127.0.0.1:${port}/_postern/health`)).status).toBe(200);
});

test('a fallback that is not there is a bad gateway, and the server goes on', async () => {
  const { port } = await serverBefore(new URL('http://127.0.0.1:1'));
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: signedFor('s3') });
  expect(answer.status).toBe(502);
  expect((await fetch(`http://127.0.0.1:${port}/_postern/health`)).status).toBe(200);
});
