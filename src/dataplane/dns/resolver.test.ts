/** What a VPC's resolver answers, without sockets. */
import dnsPacket from 'dns-packet';
import { beforeEach, expect, it } from 'vitest';
import type { NameAddress, NamesRow, ProgramRow } from '../../program/rows.ts';
import { Forwarder } from './forwarder.ts';
import { Names } from './names.ts';
import { resolve } from './resolver.ts';

const REGIONAL = 'vpce-0a-b.vpce-svc-1.us-east-1.vpce.amazonaws.com';
const PRIVATE = 'api.example.com';
const nobody = new Forwarder({ upstreams: () => [] });
let names: Names;
let unusable: Set<string>;

beforeEach(() => {
  names = new Names();
  unusable = new Set();
});

function put(...rows: ProgramRow[]): void {
  names.apply({ put: rows, removed: [] });
}

function namesRow(
  scope: string,
  records: Record<string, (string | NameAddress)[]>,
  zones: string[] = [],
  id = scope,
): NamesRow {
  const list = Object.entries(records).map(([name, addresses]) => ({
    name,
    ttlSeconds: 60,
    addresses: addresses.map((one) => (typeof one === 'string' ? { address: one } : one)),
  }));
  return { kind: 'names', id, scope, zones, records: list };
}

async function ask(name: string, type: dnsPacket.RecordType = 'A', vpcId = 'vpc-1', more: object = {}) {
  const query = dnsPacket.encode({ type: 'query', id: 1, questions: [{ type, name }], ...more });
  const context = { names, vpcId, nodeIsUsable: (nodeId: string) => !unusable.has(nodeId) };
  return dnsPacket.decode((await resolve(query, 'udp', context, nobody)) ?? Buffer.alloc(0));
}

async function addresses(name: string, vpcId?: string): Promise<unknown[]> {
  const { answers } = await ask(name, 'A', vpcId);
  return (answers ?? []).map((record) => ('data' in record ? record.data : undefined));
}

const rcode = async (name: string, vpcId?: string) =>
  ((await ask(name, 'A', vpcId)) as unknown as { rcode: string }).rcode;

it('public names are seen from every VPC, private ones from theirs', async () => {
  put(namesRow('public', { [REGIONAL]: ['10.0.0.7'] }), namesRow('vpc-1', { [PRIVATE]: ['10.0.0.8'] }));
  expect(await addresses(REGIONAL, 'vpc-1')).toEqual(['10.0.0.7']);
  expect(await addresses(REGIONAL, 'vpc-2')).toEqual(['10.0.0.7']);
  expect(await addresses(PRIVATE, 'vpc-1')).toEqual(['10.0.0.8']);
  expect(await rcode(PRIVATE, 'vpc-2')).toBe('SERVFAIL');
});

it('each family of addresses has its own records, and a name without one of the type exists all the same', async () => {
  put(namesRow('public', { [REGIONAL]: ['10.0.0.7', '2001:db8::7'], 'v4.example': ['10.0.0.9'] }));
  expect(await addresses(REGIONAL)).toEqual(['10.0.0.7']);
  const { answers } = await ask(REGIONAL, 'AAAA');
  expect(answers).toMatchObject([{ type: 'AAAA', ttl: 60, data: '2001:db8::7' }]);
  const none = (await ask('v4.example', 'AAAA')) as unknown as { rcode: string; answers: unknown[] };
  expect([none.rcode, none.answers]).toEqual(['NOERROR', []]);
});

it('a private name goes before the public one', async () => {
  put(namesRow('public', { [PRIVATE]: ['52.0.0.1'] }), namesRow('vpc-1', { [PRIVATE]: ['10.0.0.8'] }));
  expect(await addresses(PRIVATE, 'vpc-1')).toEqual(['10.0.0.8']);
  expect(await addresses(PRIVATE, 'vpc-2')).toEqual(['52.0.0.1']);
});

it('the spelling of the question comes back, and its case does not matter', async () => {
  put(namesRow('public', { [REGIONAL]: ['10.0.0.7'] }));
  const { questions, answers } = await ask(REGIONAL.toUpperCase());
  expect(questions?.[0]?.name).toBe(REGIONAL.toUpperCase());
  expect(answers).toMatchObject([{ name: REGIONAL.toUpperCase(), type: 'A', ttl: 60, data: '10.0.0.7' }]);
});

it('a known name has no IPv6 address, and the SOA says for how long', async () => {
  put(namesRow('public', { [REGIONAL]: ['10.0.0.7'] }));
  const reply = await ask(REGIONAL, 'AAAA');
  expect(reply).toMatchObject({ rcode: 'NOERROR', flag_aa: true, answers: [] });
  expect(reply.authorities).toMatchObject([
    { type: 'SOA', name: 'vpce-svc-1.us-east-1.vpce.amazonaws.com', ttl: 5 },
  ]);
});

it('an unknown name of a private zone does not exist, even where the public has it', async () => {
  put(namesRow('public', { 'x.example.com': ['52.0.0.1'] }));
  put(
    namesRow('vpc-1', { 'api.example.com': ['10.0.0.8'], 'a.b.example.com': ['10.0.0.9'] }, ['example.com']),
  );
  const reply = await ask('x.example.com');
  expect(reply).toMatchObject({ rcode: 'NXDOMAIN', flag_aa: true, authorities: [{ name: 'example.com' }] });
  expect(await addresses('x.example.com', 'vpc-2')).toEqual(['52.0.0.1']);
  expect(await rcode('b.example.com')).toBe('NOERROR');
  expect(await rcode('example.com')).toBe('NOERROR');
  expect(await rcode('other.com')).toBe('SERVFAIL');
});

it('a wildcard answers below itself, but not where a closer name or zone exists', async () => {
  put(namesRow('vpc-1', { '*.example.com': ['10.0.0.8'], 'api.example.com': ['10.0.0.9'] }, ['example.com']));
  put(namesRow('vpc-1', {}, ['inner.example.com'], 'inner'));
  expect(await addresses('any.example.com')).toEqual(['10.0.0.8']);
  expect(await addresses('deep.any.example.com')).toEqual(['10.0.0.8']);
  expect(await addresses('api.example.com')).toEqual(['10.0.0.9']);
  expect(await rcode('below.api.example.com')).toBe('NXDOMAIN');
  expect(await rcode('x.inner.example.com')).toBe('NXDOMAIN');
  expect(await addresses('example.com')).toEqual([]);
});

it('answers rotate', async () => {
  put(namesRow('public', { [REGIONAL]: ['10.0.0.1', '10.0.1.1', '10.0.2.1'] }));
  const firsts = [];
  for (let turn = 0; turn < 6; turn++) firsts.push((await addresses(REGIONAL))[0]);
  expect(firsts).toEqual(['10.0.0.1', '10.0.1.1', '10.0.2.1', '10.0.0.1', '10.0.1.1', '10.0.2.1']);
});

it('addresses of nodes without a usable target are left out while another has one', async () => {
  const both = [
    { address: '10.0.0.1', nodeId: 'eni-a' },
    { address: '10.0.1.1', nodeId: 'eni-b' },
  ];
  put(namesRow('public', { [REGIONAL]: both }));
  unusable.add('eni-a');
  expect(await addresses(REGIONAL)).toEqual(['10.0.1.1']);
  unusable.add('eni-b');
  expect((await addresses(REGIONAL)).toSorted()).toEqual(['10.0.0.1', '10.0.1.1']);
});

it('names go with their row, and follow it when it changes', async () => {
  const row = namesRow('vpc-1', { [PRIVATE]: ['10.0.0.8'] });
  put(row);
  put(namesRow('vpc-1', { [PRIVATE]: ['10.0.0.9'] }));
  expect(await addresses(PRIVATE)).toEqual(['10.0.0.9']);
  names.apply({ put: [], removed: [row] });
  expect(await rcode(PRIVATE)).toBe('SERVFAIL');
});

it('an instance has a reverse name in its own VPC', async () => {
  const instance = { kind: 'instance', id: 'i-1', vpcId: 'vpc-1', hostName: 'ip-10-0-0-5.ec2.internal' };
  const port = { kind: 'port', id: 'eni-1', vpcId: 'vpc-1', instanceId: 'i-1', address: '10.0.0.5' };
  put(instance as ProgramRow, port as ProgramRow);
  const reply = await ask('5.0.0.10.in-addr.arpa', 'PTR');
  expect(reply.answers).toMatchObject([{ type: 'PTR', data: 'ip-10-0-0-5.ec2.internal' }]);
  expect((await ask('5.0.0.10.in-addr.arpa', 'PTR', 'vpc-2')).answers).toEqual([]);
});

it('a reply that does not fit is cut, and larger with EDNS0', async () => {
  const many = Array.from({ length: 40 }, (_, index) => `10.0.0.${index}`);
  put(namesRow('public', { [REGIONAL]: many }));
  expect(await ask(REGIONAL)).toMatchObject({ flag_tc: true, answers: [] });
  const opt = { type: 'OPT', name: '.', udpPayloadSize: 4096, flags: 0, options: [] };
  const reply = await ask(REGIONAL, 'A', 'vpc-1', { additionals: [opt] });
  expect(reply.answers).toHaveLength(40);
  expect(reply.additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232 }]);
});

it('refuses other classes, other EDNS versions and other operations by their codes', async () => {
  put(namesRow('public', { [REGIONAL]: ['10.0.0.7'] }));
  const chaos = await ask(REGIONAL, 'A', 'vpc-1', {
    questions: [{ type: 'A', name: REGIONAL, class: 'CH' }],
  });
  expect(chaos).toMatchObject({ rcode: 'REFUSED' });
  const opt = { type: 'OPT', name: '.', udpPayloadSize: 4096, ednsVersion: 1, flags: 0, options: [] };
  const version = await ask(REGIONAL, 'A', 'vpc-1', { additionals: [opt] });
  expect(version.additionals).toMatchObject([{ extendedRcode: 1 }]);
  expect(await ask(REGIONAL, 'A', 'vpc-1', { flags: 5 << 11 })).toMatchObject({ rcode: 'NOTIMP' });
  expect(await ask(REGIONAL, 'A', 'vpc-1', { questions: [] })).toMatchObject({ rcode: 'FORMERR' });
});
