/** Random worlds, programs and packets: trace and a real kernel tell the same. */
import { interruption } from '../../bench/interruption.ts';
import type { Tracer } from '../../src/program/trace/tracer.ts';
import { Chance } from './chance.ts';
import { agrees, seen, type Telling, told } from './judge/agreement.ts';
import { randomProbe } from './judge/randomProbe.ts';
import { type Observed, Theatre } from './theatre.ts';
import type { Probe } from './wire/probes.ts';
import { RandomWorld, type WorldShape } from './world/randomWorld.ts';

export interface AgreementOptions {
  readonly seed: number;
  readonly cases: number;
  /** Of each world: as it is made, and after changes. */
  readonly stages?: number;
  /** Told of what goes on. */
  say(text: string): void;
}

export interface Disagreement {
  readonly worldSeed: number;
  /** How often the world had changed. */
  readonly stage: number;
  readonly probe: Probe;
  readonly seen: Telling;
  readonly told: readonly Telling[];
}

export interface AgreementResult {
  readonly cases: number;
  readonly worlds: number;
  /** How many cases ended so, and how many went such a way. */
  readonly tally: Tally;
  /** Cases that had to be looked at again, alone and with more patience. */
  readonly repeated: number;
  readonly disagreements: readonly Disagreement[];
}

/** So many worlds are without it; its programs take their time to be attached. */
const FLOW_CACHE_EVERY = 8;
const STAGES = 5;
const CHANGES_IN_STAGE = 6;
const PROBES_IN_BATCH = 100;
/** Of what looked otherwise the first time: each alone, with more patience. */
const ATTEMPTS = 2;
const MORE_PATIENCE = 5;
const PROTOCOLS = { 1: 'ICMP', 6: 'TCP', 17: 'UDP' } as const;
const MOST_DISAGREEMENTS = 10;

export async function proveAgreement({
  seed,
  cases,
  stages = STAGES,
  say,
}: AgreementOptions): Promise<AgreementResult> {
  const result: Growing = { cases: 0, worlds: 0, tally: {}, repeated: 0, disagreements: [] };
  while (result.cases < cases && result.disagreements.length < MOST_DISAGREEMENTS) {
    interruption.throwIfAborted();
    const worldSeed = seed + result.worlds;
    await proveWorld(worldSeed, stages, cases - result.cases, result).catch((error: Error) => {
      throw new Error(`in the world of seed ${worldSeed}: ${error.message}`, { cause: error });
    });
    result.worlds++;
    say(`${result.cases} of ${cases} cases, ${result.worlds} worlds (the last has seed ${worldSeed})`);
  }
  return result;
}

type Tally = Readonly<Record<string, number>>;

interface Growing {
  cases: number;
  worlds: number;
  repeated: number;
  readonly tally: Record<string, number>;
  readonly disagreements: Disagreement[];
}

/** One world, as it is and after changes. */
async function proveWorld(worldSeed: number, stages: number, most: number, result: Growing): Promise<void> {
  const world = await RandomWorld.make(worldSeed, shapeOf(new Chance(worldSeed)));
  const theatre = await Theatre.open(worldSeed % FLOW_CACHE_EVERY === 0);
  const chance = new Chance(worldSeed ^ 0x5eed);
  let number = 0;
  let left = most;
  try {
    for (let stage = 0; stage < stages && left > 0; stage++) {
      if (stage > 0) world.change(CHANGES_IN_STAGE);
      const program = await world.program();
      await theatre.show(program);
      const source = {
        rows: program.rows,
        chance,
        pathOf: (namespace: string) => theatre.pathOf(namespace),
        nextNumber: () => ++number,
      };
      const count = Math.min(left, PROBES_IN_BATCH);
      const probes = Array.from({ length: count }, () => randomProbe(source)).filter(
        (each) => each !== undefined,
      );
      left -= Math.max(1, probes.length);
      result.cases += probes.length;
      for (const found of judge(theatre, probes, result, () => ++number)) {
        result.disagreements.push({ worldSeed, stage, ...found });
      }
    }
  } finally {
    await theatre.clear();
  }
}

function shapeOf(chance: Chance): WorldShape {
  return {
    vpcs: chance.between(1, 4),
    instances: chance.between(1, 2),
    services: chance.between(1, 3),
    endpoints: chance.between(3, 9),
    peerings: chance.between(0, 3),
    transitGateways: chance.between(0, 1),
  };
}

type Found = Pick<Disagreement, 'probe' | 'seen' | 'told'>;

function* judge(
  theatre: Theatre,
  probes: readonly Probe[],
  result: Growing,
  nextNumber: () => number,
): Iterable<Found> {
  const tracer = theatre.tracer;
  for (const [probe, observed] of theatre.send(probes)) {
    for (const name of namesOf(probe, observed)) result.tally[name] = (result.tally[name] ?? 0) + 1;
    let found = compare(tracer, probe, observed, theatre.carriesFlows);
    if (found) result.repeated++;
    for (let attempt = 0; found && attempt < ATTEMPTS; attempt++) {
      const again = { ...probe, number: nextNumber() };
      for (const [, once] of theatre.send([again], MORE_PATIENCE))
        found = compare(tracer, again, once, theatre.carriesFlows);
    }
    if (found) yield found;
  }
}

function namesOf({ protocol }: Probe, { outcome, ask }: Observed): string[] {
  const crossed = ask.some(({ namespace }) => namespace === 'fabric') ? 'through the fabric' : 'in its VPC';
  const links = [...new Set(ask.map(({ device }) => device[0]))].filter((letter) =>
    'ptw'.includes(letter ?? ' '),
  );
  return [
    `${PROTOCOLS[protocol]} ${outcome}`,
    `${outcome} ${crossed}`,
    ...links.map((letter) => `by a link ${letter}…`),
  ];
}

function compare(tracer: Tracer, probe: Probe, observed: Observed, carried: boolean): Found | undefined {
  const { protocol, source, destination, port } = probe;
  const ports = { sourcePort: observed.sourcePort, destinationPort: port };
  const sending = { protocol, source, destination, ...(protocol === 1 ? {} : ports) };
  const possible = tracer
    .everyExchange({ namespace: probe.namespace }, sending)
    .map((each) => told(each, carried));
  const telling = seen(observed, carried);
  return agrees(telling, possible) ? undefined : { probe, seen: telling, told: possible };
}
