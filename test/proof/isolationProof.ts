/** Random worlds of up to 50 VPCs: no packet is ever seen in a VPC that nothing accepted joins to its sender's. */
import { interruption } from '../../bench/interruption.ts';
import { Chance } from './chance.ts';
import { type Allowed, allowedVpcs } from './judge/allowedVpcs.ts';
import { randomProbe } from './judge/randomProbe.ts';
import { type Observed, Theatre } from './theatre.ts';
import type { Probe } from './wire/probes.ts';
import type { Program } from './world/laboratory.ts';
import { RandomWorld, type WorldShape } from './world/randomWorld.ts';

export interface IsolationOptions {
  readonly seed: number;
  readonly worlds: number;
  /** Most VPCs of a world. */
  readonly vpcs: number;
  say(text: string): void;
}

export interface Leak {
  readonly worldSeed: number;
  readonly stage: number;
  readonly probe: Probe;
  /** Where it was seen and may not be. */
  readonly vpcs: readonly string[];
}

export interface IsolationResult {
  /** States of resources, each another. */
  readonly worlds: number;
  readonly packets: number;
  /** Packets that were seen in another VPC than their sender's, and may be. */
  readonly crossings: number;
  readonly leaks: readonly Leak[];
}

/** A topology is made anew after so many worlds: until then who is joined to whom changes. */
const WORLDS_IN_TOPOLOGY = 10;
const CHANGES = 12;
const PROBES = 60;
const MOST_LEAKS = 10;

interface Growing {
  worlds: number;
  packets: number;
  crossings: number;
  readonly leaks: Leak[];
}

export async function proveIsolation(options: IsolationOptions): Promise<IsolationResult> {
  const { seed, worlds, say } = options;
  const result: Growing = { worlds: 0, packets: 0, crossings: 0, leaks: [] };
  for (let topology = 0; result.worlds < worlds && result.leaks.length < MOST_LEAKS; topology++) {
    interruption.throwIfAborted();
    await proveTopology(seed + topology, options, result);
    const { packets, crossings } = result;
    say(
      `${result.worlds} of ${worlds} worlds, ${packets} packets, ${crossings} of them lawfully in another VPC`,
    );
  }
  return result;
}

async function proveTopology(worldSeed: number, options: IsolationOptions, result: Growing): Promise<void> {
  const chance = new Chance(worldSeed ^ 0x15013);
  const world = await RandomWorld.make(worldSeed, shapeOf(chance, options.vpcs));
  const theatre = await Theatre.open(false);
  let number = 0;
  try {
    for (let stage = 0; stage < WORLDS_IN_TOPOLOGY && result.worlds < options.worlds; stage++) {
      if (stage > 0) world.change(CHANGES);
      const { rows, health } = await world.program();
      await theatre.show({ rows, health });
      const pathOf = (namespace: string) => theatre.pathOf(namespace);
      const source = { rows, chance, pathOf, nextNumber: () => ++number };
      const probes = Array.from({ length: PROBES }, () => randomProbe(source)).filter(
        (each) => each !== undefined,
      );
      const observed = theatre.send(probes);
      for (const leak of judge(observed, rows, allowedVpcs(world.laboratory.snapshot), result)) {
        result.leaks.push({ worldSeed, stage, ...leak });
      }
      result.worlds++;
    }
  } finally {
    await theatre.clear();
  }
}

/** Half of them have more than a fifth of the most. */
function shapeOf(chance: Chance, most: number): WorldShape {
  const vpcs = chance.between(2, chance.between(2, most));
  return {
    vpcs,
    instances: 1,
    services: Math.ceil(vpcs / 4),
    endpoints: vpcs,
    peerings: Math.ceil(vpcs / 3),
    transitGateways: chance.between(0, 2),
  };
}

function* judge(
  observed: ReadonlyMap<Probe, Observed>,
  rows: Program['rows'],
  allowed: Allowed,
  result: Growing,
): Iterable<Omit<Leak, 'worldSeed' | 'stage'>> {
  const homes = homesOf(rows);
  for (const [probe, { ask, answer }] of observed) {
    const home = homes.get(probe.namespace) ?? '';
    const [asked, answered] = [homesAt(ask, homes), homesAt(answer, homes)];
    // Who answers is somebody else, and sends as its own routes say: over overlapping blocks also to a third VPC.
    const forAnswers = [home, ...asked].flatMap((each) => [...(allowed.get(each) ?? [])]);
    const vpcs = [
      ...asked.filter((each) => each !== home && !allowed.get(home)?.has(each)),
      ...answered.filter((each) => each !== home && !forAnswers.includes(each)),
    ];
    const isElsewhere = [...asked, ...answered].some((each) => each !== home);
    result.packets++;
    if (vpcs.length > 0) yield { probe, vpcs };
    else if (isElsewhere) result.crossings++;
  }
}

/** The VPCs that a packet was seen in, each once. */
function homesAt(seen: Observed['ask'], homes: ReadonlyMap<string, string>): string[] {
  return [...new Set(seen.flatMap(({ namespace }) => homes.get(namespace) ?? []))];
}

/** Of routers, instances and NAT gateways; the fabric, the internet and transit gateways belong to none. */
function homesOf(rows: Program['rows']): ReadonlyMap<string, string> {
  const homes = new Map<string, string>();
  for (const row of rows.values()) {
    if (row.kind === 'vpc') homes.set(row.id, row.id);
    if (row.kind === 'port') homes.set(row.instanceId, row.vpcId);
  }
  return homes;
}
