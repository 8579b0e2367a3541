/** After any sequence of changes, told one after the other, a kernel has what one has that was told all at once. */
import { randomBytes } from 'node:crypto';
import { interruption } from '../../bench/interruption.ts';
import { Kernel } from '../../src/dataplane/kernel/kernel.ts';
import { readNamespace } from '../../src/dataplane/kernel/readBack.ts';
import { namespaceOf } from '../../src/dataplane/namespaces.ts';
import { DesiredState } from '../../src/program/desired.ts';
import type { ActualNamespace } from '../../src/program/diff.ts';
import { type HealthTable, rowKey } from '../../src/program/rows.ts';
import { SoundRows } from '../../src/program/soundRows.ts';
import { Chance } from './chance.ts';
import type { Program } from './world/laboratory.ts';
import { RandomWorld } from './world/randomWorld.ts';

export interface HistoryOptions {
  readonly seed: number;
  readonly histories: number;
  /** Of each history; after each the two are compared. */
  readonly stages?: number;
  say(text: string): void;
}

export interface Difference {
  readonly worldSeed: number;
  readonly stage: number;
  readonly namespace: string;
  /** Objects that only one of them has, or each otherwise. */
  readonly objects: readonly string[];
}

const STAGES = 6;
const SHAPE = { vpcs: 3, instances: 1, services: 2, endpoints: 4, peerings: 2, transitGateways: 1 };

/** Compares after every stage. Gives what differs; nothing, if all is well. */
export async function proveHistories({
  seed,
  histories,
  stages = STAGES,
  say,
}: HistoryOptions): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (let history = 0; history < histories && differences.length === 0; history++) {
    interruption.throwIfAborted();
    differences.push(...(await proveHistory(seed + history, stages)));
    say(`${history + 1} of ${histories} histories of ${stages} stages (the last has seed ${seed + history})`);
  }
  return differences;
}

async function proveHistory(worldSeed: number, stages: number): Promise<Difference[]> {
  const world = await RandomWorld.make(worldSeed, SHAPE);
  const chance = new Chance(worldSeed ^ 0x415);
  const told = new Follower();
  const differences: Difference[] = [];
  try {
    for (let stage = 0; stage < stages; stage++) {
      if (stage > 0) world.change(chance.between(1, 8));
      const program = await world.program();
      await told.follow(program);
      for (const found of await differencesFrom(told, program))
        differences.push({ worldSeed, stage, ...found });
    }
  } finally {
    await told.clear();
  }
  return differences;
}

/** A kernel that is told what has changed, as an agent tells it. */
class Follower {
  readonly installationId = `h${randomBytes(3).toString('hex')}`;
  readonly #kernel = new Kernel({ installationId: this.installationId });
  readonly #rows = new SoundRows();
  #health: HealthTable = new Map();

  async follow({ rows, health }: Program): Promise<void> {
    const before = this.#rows.rows;
    const put = [...rows.values()].filter((row) => before.get(rowKey(row)) !== row);
    const gone = [...before.keys()].filter((key) => !rows.has(key));
    const change = this.#rows.update({ put, delete: gone });
    const ids = new Set([...health.keys(), ...this.#health.keys()]);
    const checks = [...ids].filter((id) => health.get(id) !== this.#health.get(id));
    this.#health = health;
    const where = { rows: [...change.put, ...change.removed].map(rowKey), checks };
    const { failed } = await this.#kernel.apply(this.#rows.rows, health, where);
    if (failed.length > 0) throw new Error(`the kernel did not take ${JSON.stringify(failed)}`);
  }

  clear(): Promise<void> {
    return this.#kernel.removeAll();
  }
}

async function differencesFrom(
  told: Follower,
  { rows, health }: Program,
): Promise<Pick<Difference, 'namespace' | 'objects'>[]> {
  const fresh = new Follower();
  const desired = new DesiredState();
  desired.update(rows, health);
  try {
    await fresh.follow({ rows, health });
    const names = [...desired.namespaces.keys()];
    const pairs = await Promise.all(
      names.map(async (namespace) => {
        const [one, other] = await Promise.all(
          [told, fresh].map((each) => contentsOf(each, namespace, desired)),
        );
        return { namespace, objects: differing(one ?? new Map(), other ?? new Map()) };
      }),
    );
    return pairs.filter(({ objects }) => objects.length > 0);
  } finally {
    await fresh.clear();
  }
}

function contentsOf(
  { installationId }: Follower,
  namespace: string,
  desired: DesiredState,
): Promise<ActualNamespace> {
  const object = desired.namespaces.get(namespace)?.get('namespace')?.object;
  const sysctls = object?.kind === 'namespace' ? object.sysctls : {};
  return readNamespace(namespaceOf(installationId, namespace), sysctls);
}

function differing(one: ActualNamespace, other: ActualNamespace): string[] {
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys]
    .filter((key) => one.get(key) !== other.get(key))
    .map((key) => `${key}: ${one.get(key) ?? 'absent'} / told at once: ${other.get(key) ?? 'absent'}`);
}
