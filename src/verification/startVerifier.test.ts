/** The check of private names against a resolver of the test's own, asked over UDP and TCP. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { decode, encode, type Packet } from 'dns-packet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EndpointService } from '../resources/endpointService.ts';
import { memoryStore } from '../state/memoryStore.ts';
import { requestVerification, verifyPrivateDnsName } from '../state/privateDnsName.ts';
import { State } from '../state/state.ts';
import { txtLookup } from './publicTxt.ts';
import { startVerifier } from './startVerifier.ts';

const VALUE = `vpce:${'aB3'.repeat(6)}xY`;
const ROW: EndpointService = {
  id: 'vpce-svc-1',
  accountId: '111111111111',
  region: 'us-east-1',
  createdAt: '2026-01-01T00:00:00.000Z',
  tags: {},
  spec: {
    serviceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-1',
    networkLoadBalancerArns: [],
    gatewayLoadBalancerArns: [],
    acceptanceRequired: false,
    privateDnsName: 'api.example.com',
    supportedIpAddressTypes: ['ipv4'],
    supportedRegions: ['us-east-1'],
  },
  status: {
    state: 'Available',
    privateDnsName: { state: 'pendingVerification', name: '_token', value: VALUE },
  },
};

/** Name to its TXT records, each of pieces; answers over UDP of cut names say that they were cut. */
const records = new Map<string, string[][]>();
const cut = new Set<string>();
const asked: string[] = [];
let udp: Socket;
let tcp: Server;
let state: State;
let stop: () => void;

beforeEach(async () => {
  records.clear();
  cut.clear();
  asked.length = 0;
  await listen();
  const { port } = udp.address();
  state = await State.open(memoryStore(), (error) => {
    throw error;
  });
  state.transact((tx) => tx.endpointServices.put(ROW));
  stop = startVerifier(state, txtLookup(`127.0.0.1:${port}`));
});

afterEach(() => {
  stop();
  udp.close();
  tcp.close();
});

/** The same port of both transports: another is tried where somebody has one of them. */
async function listen(): Promise<void> {
  for (;;) {
    try {
      return await listenOnce();
    } catch (error) {
      udp.close();
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

async function listenOnce(): Promise<void> {
  udp = createSocket('udp4');
  udp.on('message', (query, from) => udp.send(answerTo(query, 'udp'), from.port, from.address));
  udp.bind(0, '127.0.0.1');
  await once(udp, 'listening');
  tcp = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (framed: Buffer) => {
      const answer = answerTo(framed.subarray(2), 'tcp');
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      socket.end(Buffer.concat([length, answer]));
    });
  });
  tcp.listen(udp.address().port, '127.0.0.1');
  await once(tcp, 'listening');
}

function answerTo(message: Buffer, transport: 'udp' | 'tcp'): Buffer {
  const query = decode(message);
  const name = query.questions?.[0]?.name.toLowerCase() ?? '';
  asked.push(`${transport} ${name}`);
  const isCut = transport === 'udp' && cut.has(name);
  const found = isCut ? [] : (records.get(name) ?? []);
  const flags = (isCut ? 0x0200 : 0) | 0x0180 | (records.has(name) ? 0 : 3);
  const answers = found.map((data) => ({ type: 'TXT' as const, name, ttl: 60, data }));
  return encode({ type: 'response', id: query.id, flags, questions: query.questions, answers } as Packet);
}

const stateOfName = () => state.snapshot.endpointServices.get(ROW.id)?.status.privateDnsName?.state;
const current = () => state.snapshot.endpointServices.get(ROW.id) as EndpointService;
const ask = (request = 'first') => state.transact((tx) => requestVerification(tx, current(), request));

/** Resolves with the state once the check has been answered. */
function answered(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const look = () => {
      if (state.snapshot.endpointServices.count('verification', 'asked') > 0) return;
      unwatch();
      resolve(stateOfName());
    };
    const unwatch = state.watch(look);
    look();
  });
}

test.each([
  ['at the token below the name', '_token.api.example.com', [[VALUE]], 'verified'],
  ['at the name itself', 'api.example.com', [[VALUE]], 'verified'],
  ['at the registrable domain', '_token.example.com', [[VALUE]], 'verified'],
  ['among others', 'api.example.com', [['v=spf1 -all'], [VALUE]], 'verified'],
  ['in two pieces', '_token.api.example.com', [[VALUE.slice(0, 9), VALUE.slice(9)]], 'verified'],
  ['in other capitals', '_token.api.example.com', [[VALUE.toUpperCase()]], 'failed'],
  ['with more around it', '_token.api.example.com', [[` ${VALUE}`]], 'failed'],
  ['at a sibling', '_token.web.example.com', [[VALUE]], 'failed'],
])('a record %s: the name is %4$s', async (_where, name, data, outcome) => {
  records.set(name, data);
  ask();
  expect(stateOfName()).toBe('pendingVerification');
  expect(await answered()).toBe(outcome);
});

test('a cut answer is asked for again over TCP', async () => {
  records.set('_token.api.example.com', [[VALUE]]);
  cut.add('_token.api.example.com');
  ask();
  expect(await answered()).toBe('verified');
  expect(asked).toContain('tcp _token.api.example.com');
});

test('nothing is asked before the provider asks, and after a failure only when it asks again', async () => {
  expect(asked).toEqual([]);
  ask('first');
  expect(await answered()).toBe('failed');
  records.set('_token.api.example.com', [[VALUE]]);
  state.transact((tx) => tx.endpointServices.put({ ...current(), tags: { a: 'b' } }));
  expect(stateOfName()).toBe('failed');
  ask('second');
  expect(stateOfName()).toBe('pendingVerification');
  expect(await answered()).toBe('verified');
});

test('a name that is verified stays so, and the word of the operator counts at once', async () => {
  ask();
  state.transact((tx) => verifyPrivateDnsName(tx, current()));
  expect(await answered()).toBe('verified');
  ask('again');
  expect(stateOfName()).toBe('verified');
});

test('what is found for a token that has been replaced meanwhile says nothing of the new one', async () => {
  records.set('_token.api.example.com', [[VALUE]]);
  ask();
  const replaced = { state: 'pendingVerification' as const, name: '_other', value: 'vpce:other' };
  state.transact((tx) => {
    const row = current();
    tx.endpointServices.put({
      ...row,
      spec: { ...row.spec, verificationRequest: 'second' },
      status: { ...row.status, privateDnsName: replaced },
    });
  });
  expect(await answered()).toBe('failed');
});

test('a check that a restart interrupted is made after it', async () => {
  stop();
  records.set('_token.api.example.com', [[VALUE]]);
  ask();
  stop = startVerifier(state, txtLookup(`127.0.0.1:${udp.address().port}`));
  expect(await answered()).toBe('verified');
});
