/** A small part of `npm run proof`, always the same, and that each of its judges can find something. */
import { describe, expect, it } from 'vitest';
import { DesiredState } from '../../src/program/desired.ts';
import { chain, rule } from '../../src/program/render/objects.ts';
import type { ProgramRow } from '../../src/program/rows.ts';
import { Tracer } from '../../src/program/trace/tracer.ts';
import {
  ATTACHED_ROWS,
  byKey,
  CLIENT,
  CONSUMER,
  ENDPOINT_ADDRESS,
  HEALTHY,
  PORT,
} from '../support/twoVpcs.ts';
import { proveAgreement } from './agreementProof.ts';
import { proveHistories } from './historyProof.ts';
import { proveIsolation } from './isolationProof.ts';
import { agrees, told } from './judge/agreement.ts';
import { allowedVpcs } from './judge/allowedVpcs.ts';
import { whyNoProof } from './whyNoProof.ts';
import { RandomWorld } from './world/randomWorld.ts';

const missing = whyNoProof();
if (missing) console.warn(`skipped: ${missing}`);
const quietly = () => undefined;
const SEED = 101;

describe.skipIf(missing)('in random worlds with a real kernel', () => {
  it('packets go where trace says, through the devices and with the addresses that it says', async () => {
    const options = { seed: SEED, cases: 700, stages: 1, say: quietly };
    const { disagreements, tally } = await proveAgreement(options);
    expect(disagreements).toEqual([]);
    for (const way of ['TCP answered', 'UDP answered', 'ICMP answered', 'TCP refused', 'TCP silence']) {
      expect(tally[way] ?? 0, way).toBeGreaterThan(0);
    }
    expect(Object.keys(tally).filter((way) => way.endsWith('through the fabric'))).not.toEqual([]);
  });

  it('no packet is seen in a VPC that nothing accepted joins to its sender’s', async () => {
    const { leaks, crossings } = await proveIsolation({ seed: SEED, worlds: 5, vpcs: 12, say: quietly });
    expect(leaks).toEqual([]);
    expect(crossings).toBeGreaterThan(0);
  });

  it('a kernel told of one change after the other has what one has that was told all at once', async () => {
    expect(await proveHistories({ seed: SEED, histories: 1, stages: 3, say: quietly })).toEqual([]);
  });
});

describe('the judges', () => {
  const desired = new DesiredState();
  desired.update(byKey(ATTACHED_ROWS), HEALTHY);
  const sending = { protocol: 6, destination: ENDPOINT_ADDRESS, destinationPort: PORT };
  const exchange = (tracer: Tracer) => tracer.exchange({ namespace: CLIENT }, sending);

  it('of agreement take another address, another device and another outcome for a disagreement', () => {
    const telling = told(exchange(new Tracer(desired.namespaces)), false);
    expect(agrees(telling, [telling])).toBe(true);
    expect(agrees({ ...telling, outcome: 'silence' }, [telling])).toBe(false);
    expect(agrees({ ...telling, ask: telling.ask.slice(1) }, [telling])).toBe(false);
    const answer = telling.answer.map((line) => line.replace(ENDPOINT_ADDRESS, '10.0.0.99'));
    expect(agrees({ ...telling, answer }, [telling])).toBe(false);
  });

  it('fail on a rule that trace does not know, rather than pass it by', () => {
    const contents = new Map(desired.namespaces.get(CONSUMER));
    const odd = chain(
      'guard',
      [rule('guard', 'ip ttl 7 drop')],
      'type filter hook prerouting priority -300; policy accept;',
    );
    contents.set(odd.key, { object: odd, row: 'vpc/x' });
    const namespaces = new Map([...desired.namespaces, [CONSUMER, contents]]);
    expect(() => exchange(new Tracer(namespaces))).toThrow(/ip ttl 7/);
  });

  it('of isolation allow what is accepted, one way, and nothing without it', async () => {
    const { laboratory } = await RandomWorld.make(SEED, {
      vpcs: 6,
      instances: 0,
      services: 3,
      endpoints: 12,
      peerings: 0,
      transitGateways: 0,
    });
    const { snapshot } = laboratory;
    const joined = [...allowedVpcs(snapshot)].flatMap(([from, to]) =>
      [...to].map((each) => `${from} ${each}`),
    );
    const accepted = [...snapshot.endpointConnections.all()].filter(
      ({ spec }) => spec.decision === 'accepted',
    );
    expect(accepted.length).toBeGreaterThan(0);
    expect(joined.length).toBeGreaterThan(6);
    laboratory.rejectAll();
    expect([...allowedVpcs(snapshot)].every(([from, to]) => to.size === 1 && to.has(from))).toBe(true);
  });
});

it('a world is the same whenever it is made of the same seed', async () => {
  const texts: string[] = [];
  for (let time = 0; time < 2; time++) {
    const world = await RandomWorld.make(SEED, {
      vpcs: 3,
      instances: 1,
      services: 2,
      endpoints: 4,
      peerings: 2,
      transitGateways: 1,
    });
    world.change(5);
    const { rows, health } = await world.program();
    const sorted: ProgramRow[] = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    texts.push(JSON.stringify([sorted, [...health]]));
  }
  expect(texts[0]).toBe(texts[1]);
});
