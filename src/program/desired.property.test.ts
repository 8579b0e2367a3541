/** Rendering and differences, over random programs: order does not matter, and steps lead where a leap leads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ATTACHED_ROWS,
  byKey,
  CHECK,
  CONSUMER,
  endpointRow,
  groupRow,
  listenerRow,
  listenerWith,
  routesRow,
  UNATTACHED_ROWS,
} from '../../test/support/twoVpcs.ts';
import { DesiredState } from './desired.ts';
import { difference, take } from './diff.ts';
import { tableNumber } from './interfaceNames.ts';
import type { HealthTable, ProgramRow } from './rows.ts';
import { ipText } from './write/ip.ts';
import { nftText } from './write/nft.ts';

const EVERYTHING = { number: 100, allow: true, cidr: '0.0.0.0/0' };
const VARIANTS: readonly ProgramRow[] = [
  ...ATTACHED_ROWS,
  ...UNATTACHED_ROWS,
  endpointRow,
  { ...endpointRow, address: '10.0.0.31' },
  listenerWith({ preserveClientIp: true }),
  listenerWith({ weight: 80 }, { weight: 20, sticky: true }, { weight: 0 }),
  { ...listenerRow, protocol: 17, keepsGroup: true },
  { ...listenerRow, port: 8080 },
  routesRow('rtb-0bbbbbbbbbbbbbbb2', CONSUMER, [{ destination: '10.1.0.0/16', via: 'blackhole' }]),
  routesRow('rtb-0bbbbbbbbbbbbbbb2', CONSUMER, [{ destination: '0.0.0.0/0', via: 'blackhole' }]),
  { ...endpointRow, table: tableNumber('rtb-0bbbbbbbbbbbbbbb2') },
  groupRow(CONSUMER, 'sg-0bbbbbbbbbbbbbbb2', { cidr: '10.0.0.0/8' }),
  { ...endpointRow, subnetId: 'subnet-0b' },
  { kind: 'subnet', id: 'subnet-0b', vpcId: CONSUMER, cidrs: ['10.0.0.0/24'], aclId: 'acl-0b' },
  { kind: 'acl', id: 'acl-0b', vpcId: CONSUMER, ingress: [], egress: [] },
  { kind: 'acl', id: 'acl-0b', vpcId: CONSUMER, ingress: [], egress: [EVERYTHING] },
];

const programs = fc.subarray([...VARIANTS]).map(byKey);
const tables: fc.Arbitrary<HealthTable> = fc
  .constantFrom('healthy' as const, 'unhealthy' as const, undefined)
  .map((state) => new Map(state ? [[CHECK, state]] : []));
const steps = fc.array(fc.tuple(programs, tables), { minLength: 1, maxLength: 8 });

type Contents = Map<string, Map<string, string>>;

function statesOf(desired: DesiredState): Contents {
  return new Map(
    [...desired.namespaces].map(([name, objects]) => [
      name,
      new Map([...objects].map(([key, { object }]) => [key, object.state])),
    ]),
  );
}

function textOf(rows: ReadonlyMap<string, ProgramRow>, health: HealthTable): string {
  const desired = new DesiredState();
  desired.update(rows, health);
  return [...desired.namespaces.keys()]
    .sort()
    .map((name) => difference(desired.namespaces.get(name) ?? new Map(), new Map()))
    .map((change) => ipText(change, new Map(), (name) => name) + nftText(change, new Map()))
    .join('\n');
}

describe('a desired state', () => {
  it('has the same text in whatever order its rows come', () => {
    const shuffled = fc
      .tuple(programs, tables)
      .chain(([rows, health]) =>
        fc.tuple(
          fc.constant(rows),
          fc.shuffledSubarray([...rows.values()], { minLength: rows.size }),
          fc.constant(health),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([rows, others, health]) => {
        expect(textOf(byKey(others), health)).toBe(textOf(rows, health));
      }),
    );
  });

  it('is after many steps what it is after one leap, and the touched keys are all that differ', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const desired = new DesiredState();
        const kernel: Contents = new Map();
        for (const [rows, health] of sequence) {
          for (const [name, keys] of desired.update(rows, health)) {
            const wanted = desired.namespaces.get(name) ?? new Map();
            const actual = kernel.get(name) ?? new Map<string, string>();
            take(actual, difference(wanted, actual, keys));
            if (actual.size === 0) kernel.delete(name);
            else kernel.set(name, actual);
          }
        }
        const fresh = new DesiredState();
        const [rows, health] = sequence.at(-1) ?? [new Map(), new Map()];
        fresh.update(rows, health);
        expect(statesOf(desired)).toEqual(statesOf(fresh));
        expect(kernel).toEqual(statesOf(fresh));
      }),
    );
  });

  it('is touched by nothing when the same rows come again', () => {
    fc.assert(
      fc.property(programs, tables, (rows, health) => {
        const desired = new DesiredState();
        desired.update(rows, health);
        expect(desired.update(new Map(rows), health).size).toBe(0);
      }),
    );
  });
});
