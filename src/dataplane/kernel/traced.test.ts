/**
 * What trace says of a packet is what the kernel does with it: random programs, random packets. The seed is printed;
 * TRACE_SEED and TRACE_WORLDS replay and lengthen.
 */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { KernelBed, type Printed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ANSWERED_PORTS,
  type Probe,
  type RandomWorld,
  randomProbes,
  randomWorld,
} from '../../../test/support/randomWorld.ts';
import { byKey, HEALTHY } from '../../../test/support/twoVpcs.ts';
import { seededRandom } from '../../base/random.ts';
import type { Exchange } from '../../program/trace/journey.ts';
import { ICMP } from '../../program/trace/packet.ts';
import { tracerOf } from '../../program/trace/traceOf.ts';
import type { Tracer } from '../../program/trace/tracer.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const WORLDS = Number(process.env.TRACE_WORLDS ?? 3);
const PROBES = 40;
const SEED = Number(process.env.TRACE_SEED ?? Date.now() % 1_000_000);
/** A machine that has much else to do may be late with an answer; silence is believed sooner. */
const PATIENCE_MS = { answer: 20_000, silence: 1_000 };

/** What the prober is to print: any of these. */
type Expected = ReadonlySet<string>;

describe.skipIf(missing)(`trace and the kernel agree (seed ${SEED})`, () => {
  const bed = new KernelBed();
  const answering: Printed[] = [];
  afterAll(() => bed.clear());

  const script = (name: string) => fileURLToPath(new URL(`../../../test/support/${name}`, import.meta.url));
  const run = (instance: string, file: string, ...args: string[]) => {
    const argv = JSON.stringify([process.execPath, script(file), ...args]);
    return bed.start(instance, `process.argv = ${argv}; import(${JSON.stringify(script(file))});`);
  };
  /** The addresses are another world's each time. */
  const answerEverywhere = async ({ hosts }: RandomWorld) => {
    for (const each of answering.splice(0)) each.stop();
    for (const { instance, addresses } of hosts) {
      const answerer = run(instance, 'answerer.mjs', instance, ANSWERED_PORTS.join(), ...addresses);
      answering.push(answerer);
    }
    for (const each of answering) await until(each, /up/);
  };

  for (const isCached of [false, true]) {
    it.for(Array.from({ length: WORLDS }, (_, index) => SEED + index))(
      `of what becomes of packets in world %i${isCached ? ', with the flow cache' : ''}`,
      async (seed, context) => {
        const canBeCached = await bed.restart({ wanted: isCached });
        if (isCached && !canBeCached) return context.skip();
        const random = seededRandom(seed);
        const world = randomWorld(random);
        const probes = randomProbes(PROBES, world, random);
        const tracer = tracerOf(byKey(world.rows), HEALTHY);
        const expected = new Map(probes.map((probe) => [probe.id, expectedOf(probe, tracer)]));
        await bed.apply(world.rows);
        await answerEverywhere(world);
        const seen = await send(world, probes, expected);
        const wrong = probes.filter(({ id }) => !expected.get(id)?.has(seen.get(id) ?? ''));
        expect(
          wrong.map((probe) => ({
            ...probe,
            seen: seen.get(probe.id),
            expected: [...(expected.get(probe.id) ?? [])],
          })),
        ).toEqual([]);
        expect(seen.size).toBe(probes.length);
      },
    );
  }

  async function send(world: RandomWorld, probes: readonly Probe[], expected: ReadonlyMap<number, Expected>) {
    const probers = world.hosts.map(({ instance }) => {
      const own = probes.filter(({ from }) => from === instance);
      const patient = own.map((probe) => ({ ...probe, patienceMs: patienceFor(expected.get(probe.id)) }));
      return { prober: run(instance, 'prober.mjs', JSON.stringify(patient)), count: own.length };
    });
    const seen = new Map<number, string>();
    for (const { prober, count } of probers) {
      await until(prober, new RegExp(`^([^\\n]*\\n){${count}}$`));
      for (const line of prober.text.split('\n').filter(Boolean)) {
        const { id, outcome, text } = JSON.parse(line) as { id: number; outcome: string; text: string };
        seen.set(id, outcome === 'answered' ? text : outcome);
      }
    }
    return seen;
  }
});

function patienceFor(expected: Expected | undefined): number {
  return expected?.has('silence') ? PATIENCE_MS.silence : PATIENCE_MS.answer;
}

function expectedOf({ from, protocol, destination, port, source }: Probe, tracer: Tracer): Expected {
  const sending = { protocol, destination, destinationPort: port, ...(source && { source }) };
  const [open, closed] = [false, true].map((isClosed) =>
    tracer.everyExchange({ namespace: from }, sending, { isClosed }),
  );
  return new Set(open?.map((each, index) => printed(isHeard(each) ? each : (closed?.[index] ?? each))));
}

/** Somebody listens there: nobody does at routers' own addresses. */
function isHeard({ request: { verdict, packet } }: Exchange): boolean {
  if (verdict.kind !== 'delivered') return false;
  return packet.protocol === ICMP || ANSWERED_PORTS.includes(packet.destinationPort ?? 0);
}

/** What a process hears of it. */
function printed({ outcome, request: { verdict, packet } }: Exchange): string {
  if (outcome !== 'answered') return outcome;
  return packet.protocol === ICMP ? 'echo' : `${verdict.namespace} sees ${packet.source}`;
}
