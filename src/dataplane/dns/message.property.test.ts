/** Whatever bytes arrive: a well-formed reply or none, never an exception. dns-packet is the second opinion. */
import dnsPacket from 'dns-packet';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NamesRow } from '../../program/rows.ts';
import { Forwarder } from './forwarder.ts';
import { type Reply, readQuery, TYPE, udpLimit, writeReply } from './message.ts';
import { Names } from './names.ts';
import { resolve } from './resolver.ts';

const names = new Names();
const zone: NamesRow = {
  kind: 'names',
  id: 'zone',
  scope: 'vpc-1',
  zones: ['example.com', 'com'],
  records: [{ name: '*.example.com', ttlSeconds: 60, addresses: [{ address: '10.0.0.1' }] }],
};
names.apply({ put: [zone], removed: [] });
const context = { names, vpcId: 'vpc-1', nodeIsUsable: () => true };
const nobody = new Forwarder({ upstreams: () => [] });

const label = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
const name = fc.array(label, { minLength: 1, maxLength: 6 }).map((labels) => labels.join('.'));
const query = fc
  .record({
    name,
    type: fc.constantFrom('A', 'AAAA', 'PTR', 'SOA', 'TXT', 'HTTPS' as 'A'),
    edns: fc.boolean(),
  })
  .map(({ name, type, edns }) =>
    dnsPacket.encode({
      type: 'query',
      id: 7,
      flags: dnsPacket.RECURSION_DESIRED,
      questions: [{ type: type as 'A', name, class: 'IN' }],
      additionals: edns
        ? [{ type: 'OPT', name: '.', udpPayloadSize: 4096, flags: 0, options: [] } as never]
        : [],
    }),
  );
const damaged = fc
  .tuple(query, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }), fc.nat(600))
  .map(([bytes, changes, length]) => {
    const copy = Buffer.from(bytes.subarray(0, length));
    for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value;
    return copy;
  });
const anything = fc.oneof(
  fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
  damaged,
);

it('any bytes get a readable reply of the same id, or none', async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      const reply = await resolve(bytes, 'udp', context, nobody);
      if (!reply) return;
      expect(reply.readUInt16BE(0)).toBe(bytes.readUInt16BE(0));
      expect(reply.length).toBeLessThanOrEqual(1232);
      expect(dnsPacket.decode(reply).type).toBe('response');
    }),
    { numRuns: 3000 },
  );
});

it('every query gets its question back and an answer', async () => {
  await fc.assert(
    fc.asyncProperty(query, async (bytes) => {
      const reply = await resolve(bytes, 'udp', context, nobody);
      const read = dnsPacket.decode(reply ?? Buffer.alloc(0));
      expect(read.questions).toEqual(dnsPacket.decode(bytes).questions);
      expect(read.additionals?.length).toBe(dnsPacket.decode(bytes).additionals?.length);
    }),
  );
});

it('a written reply says the same to another reader, or is cut', () => {
  const addresses = fc.array(fc.tuple(fc.nat(255), fc.nat(255)), { maxLength: 100 });
  fc.assert(
    fc.property(query, addresses, fc.nat(86_400), (bytes, hosts, ttlSeconds) => {
      const read = readQuery(bytes);
      if (!read || 'rcode' in read) throw new Error('the query cannot be read');
      const answers = hosts.map(([a, b]) => ({ type: TYPE.A, ttlSeconds, data: Buffer.from([10, 0, a, b]) }));
      const reply: Reply = { rcode: 0, authoritative: true, answers };
      const written = writeReply(read, reply, udpLimit(read));
      const other = dnsPacket.decode(written);
      expect(written.length).toBeLessThanOrEqual(read.edns ? 1232 : 512);
      if (other.flag_tc) expect(12 + read.question.length + 16 * hosts.length).toBeGreaterThan(400);
      else
        expect(other.answers?.map((record) => ('data' in record ? record.data : ''))).toEqual(
          hosts.map(([a, b]) => `10.0.${a}.${b}`),
        );
    }),
  );
});
