import { afterEach, beforeEach, expect, test } from 'vitest';
import { memoryStore } from '../state/memoryStore.ts';
import { State } from '../state/state.ts';
import type { HttpRequest } from '../wire/http.ts';
import { TOKEN_HEADER } from './access.ts';
import { KINDS } from './kinds/all.ts';
import { operatorApi } from './operatorApi.ts';

const OWNER = { accountId: '111122223333', region: 'us-east-1', createdAt: '2026-01-01T00:00:00.000Z' };

let state: State;
let connected: boolean;
beforeEach(async () => {
  connected = true;
  state = await State.open(memoryStore(), (error) => {
    throw error;
  });
  state.transact((tx) => {
    tx.instances.put(instance('i-1', 'web', 'running'));
    tx.instances.put(instance('i-2', 'twin', 'running'));
    tx.instances.put(instance('i-3', 'twin', 'running'));
    tx.instances.put(instance('i-4', 'late', 'pending'));
    tx.endpointServices.put(service('vpce-svc-1', 'api.example.com'));
    tx.endpointServices.put(service('vpce-svc-2', undefined));
  });
});
afterEach(() => state.close());

test.each(KINDS.map((kind) => kind.name))('%s are listed with a cell for each column', async (name) => {
  const { status, body } = await ask({ path: `/_postern/resources/${name}` });
  expect(status).toBe(200);
  const widths = body.lines.map((line: { cells: string[] }) => line.cells.length);
  expect(new Set([body.columns.length, ...widths]).size).toBe(1);
});

test('a kind is found by its aliases and a row by its id or Name tag', async () => {
  const byTag = await ask({ path: '/_postern/resources/instance/web' });
  expect(byTag.body.lines.map((line: { cells: string[] }) => line.cells)).toEqual([
    ['i-1', 'web', '111122223333', 'running', '-', 'vpc-1', 'subnet-1'],
  ]);
  expect((await ask({ path: '/_postern/resources/instances/i-2' })).body.lines[0].resource.id).toBe('i-2');
});

test('what is not there is one sentence', async () => {
  expect(await ask({ path: '/_postern/resources/dragons' })).toMatchObject({
    status: 404,
    body: { message: expect.stringMatching(/^There is no kind dragons\. Kinds: vpcs, subnets, /) },
  });
  expect(await ask({ path: '/_postern/resources/vpcs/vpc-9' })).toEqual({
    status: 404,
    body: { message: 'There is no vpc-9 among the vpcs.' },
  });
  expect((await ask({ path: '/_postern/%E0%A4%A' })).status).toBe(400);
});

test('entering an instance says where it is', async () => {
  expect(await ask({ path: '/_postern/instances/web/enter' })).toEqual({
    status: 200,
    body: {
      instanceId: 'i-1',
      namespacePath: '/run/netns/postern-abc123-i-1',
      resolvConf: '/data/i-1/resolv.conf',
      holderPid: 77,
    },
  });
});

test.each([
  ['i-9', 404, 'There is no instance i-9.'],
  ['twin', 409, 'Several instances are named twin: i-2, i-3. Give the id.'],
  ['late', 409, 'Instance i-4 is pending, not running.'],
])('entering %s is refused: %i', async (name, status, message) => {
  expect(await ask({ path: `/_postern/instances/${name}/enter` })).toEqual({ status, body: { message } });
});

test('nobody enters while the data plane is not connected', async () => {
  connected = false;
  expect((await ask({ path: '/_postern/instances/web/enter' })).status).toBe(503);
});

test('a domain is verified once there is one', async () => {
  const verify = (id: string) => ask({ method: 'POST', path: `/_postern/services/${id}/verify-domain` });
  expect(await verify('vpce-svc-1')).toEqual({ status: 200, body: { privateDnsName: 'api.example.com' } });
  expect(state.snapshot.endpointServices.get('vpce-svc-1')?.status.privateDnsName?.state).toBe('verified');
  expect((await verify('vpce-svc-2')).status).toBe(409);
  expect((await verify('vpce-svc-3')).status).toBe(404);
});

test.each([
  ['another machine', { peerAddress: '192.0.2.1' }],
  ['a web page', { headers: { host: '127.0.0.1:4566', origin: 'https://example.com' } }],
  ['a page behind a rebound name', { headers: { host: 'rebound.example.com:4566' } }],
])('a request of %s is refused', async (_, request) => {
  expect((await ask({ path: '/_postern/resources/vpcs', ...request })).status).toBe(403);
});

test('with strict authentication only the token opens', async () => {
  const withToken = (token: string) =>
    ask({ path: '/_postern/resources', headers: { host: 'localhost', [TOKEN_HEADER]: token } }, 'secret');
  expect((await ask({ path: '/_postern/resources' }, 'secret')).status).toBe(403);
  expect((await withToken('wrong!')).status).toBe(403);
  expect((await withToken('secret')).status).toBe(200);
});

async function ask(request: Partial<HttpRequest>, token?: string) {
  const answer = operatorApi({
    state,
    installationId: 'abc123',
    token,
    agent: {
      isConnected: () => connected,
      holderPid: () => 77,
      resolvConfOf: (id) => `/data/${id}/resolv.conf`,
      hasNamespace: () => false,
      hasInterface: () => false,
      carriesDefaultRoute: () => false,
    },
  });
  const { status, body } = await answer({
    method: 'GET',
    path: '/',
    query: '',
    headers: { host: '127.0.0.1:4566' },
    body: new Uint8Array(),
    peerAddress: '127.0.0.1',
    ...request,
  });
  return { status, body: JSON.parse(String(body)) };
}

function instance(id: string, name: string, state: 'running' | 'pending') {
  return {
    ...OWNER,
    id,
    tags: { Name: name },
    spec: {
      reservationId: 'r-1',
      launchIndex: 0,
      imageId: 'ami-1',
      instanceType: 't3.micro',
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      networkInterfaceId: 'eni-1',
    },
    status: { state },
  };
}

function service(id: string, privateDnsName: string | undefined) {
  return {
    ...OWNER,
    id,
    tags: {},
    spec: {
      serviceName: `com.amazonaws.vpce.us-east-1.${id}`,
      networkLoadBalancerArns: [],
      gatewayLoadBalancerArns: [],
      acceptanceRequired: true,
      privateDnsName,
      supportedIpAddressTypes: ['ipv4'],
      supportedRegions: [],
    },
    status: {
      state: 'Available' as const,
      privateDnsName: privateDnsName
        ? { state: 'pendingVerification' as const, name: '_a', value: 'vpce:b' }
        : undefined,
    },
  };
}
