/** A real kernel with a program in it, sockets that answer in every instance, and eyes on every device. */
import { randomBytes } from 'node:crypto';
import type { FlowCache } from '../../src/dataplane/flowcache/flowCache.ts';
import { openFlowCache } from '../../src/dataplane/flowcache/openFlowCache.ts';
import { Kernel } from '../../src/dataplane/kernel/kernel.ts';
import { namespaceOf, namespacePath } from '../../src/dataplane/namespaces.ts';
import { DesiredState } from '../../src/program/desired.ts';
import { Tracer } from '../../src/program/trace/tracer.ts';
import type { Observation } from './judge/agreement.ts';
import { Listeners, type Place } from './wire/listeners.ts';
import { type Heard, type Probe, sendAll } from './wire/probes.ts';
import type { Sighting } from './wire/sighting.ts';
import { Watchers } from './wire/watchers.ts';
import type { Program } from './world/laboratory.ts';

export interface Observed extends Observation {
  readonly sourcePort: number;
}

export class Theatre {
  readonly installationId: string;
  readonly #kernel: Kernel;
  readonly #flowCache: FlowCache | undefined;
  readonly #listeners = new Listeners();
  readonly #watchers = new Watchers((namespace) => this.pathOf(namespace));
  readonly #desired: DesiredState;

  private constructor(flowCache: FlowCache | undefined, installationId: string) {
    this.installationId = installationId;
    this.#flowCache = flowCache;
    this.#kernel = new Kernel({ installationId, flowCache });
    this.#desired = new DesiredState(this.carriesFlows);
  }

  /** @param wanted whether the flow cache is to carry what follows a first packet; where it can be had */
  static async open(wanted: boolean): Promise<Theatre> {
    const installationId = `q${randomBytes(3).toString('hex')}`;
    const log = () => undefined;
    return new Theatre(
      wanted ? await openFlowCache({ installationId, wanted, log }) : undefined,
      installationId,
    );
  }

  get carriesFlows(): boolean {
    return this.#flowCache?.isOn ?? false;
  }

  pathOf(namespace: string): string {
    return namespacePath(namespaceOf(this.installationId, namespace));
  }

  /** What the rows say of the kernel, to be walked through. */
  get tracer(): Tracer {
    return new Tracer(this.#desired.namespaces);
  }

  async show({ rows, health }: Program): Promise<void> {
    this.#desired.update(rows, health);
    const namespaces = new Set(this.#desired.namespaces.keys());
    const places = this.#placesOf(rows);
    this.#watchers.keepOnly(namespaces);
    this.#listeners.keepOnly(places);
    const { failed } = await this.#kernel.apply(rows, health);
    if (failed.length > 0) throw new Error(`the kernel did not take ${JSON.stringify(failed)}`);
    this.#watchers.follow(namespaces);
    this.#listeners.follow(places);
  }

  /** @param patience how many times longer than usual silence has to last */
  send(probes: readonly Probe[], patience?: number): Map<Probe, Observed> {
    this.#watchers.sightings();
    const heard = sendAll(probes, [...this.#listeners.all()], patience);
    const sightings = this.#watchers.sightings();
    return new Map([...heard].map(([probe, each]) => [probe, observationOf(probe, each, sightings)]));
  }

  async clear(): Promise<void> {
    this.#listeners.closeAll();
    this.#watchers.close();
    await this.#kernel.removeAll();
    await this.#flowCache?.close();
  }

  #placesOf(rows: Program['rows']): Place[] {
    return [...rows.values()].flatMap((row) => {
      if (row.kind !== 'port') return [];
      const { instanceId: namespace } = row;
      const path = this.pathOf(namespace);
      return [row.address, ...(row.secondaryAddresses ?? [])].map((address) => ({
        namespace,
        path,
        address,
      }));
    });
  }
}

function observationOf(
  probe: Probe,
  { outcome, sourcePort }: Heard,
  sightings: ReadonlyMap<string, readonly Sighting[]>,
): Observed {
  const [ask, answer] = marksOf(probe, sourcePort, sightings);
  return { outcome, sourcePort, ask: sightings.get(ask) ?? [], answer: sightings.get(answer) ?? [] };
}

/** A connection's first packet has a number that TCP chose: it is known by where it began. */
function marksOf(
  { number, namespace, source, protocol }: Probe,
  sourcePort: number,
  sightings: ReadonlyMap<string, readonly Sighting[]>,
): readonly [string, string] {
  if (protocol !== 6) return [`ask ${number}`, `answer ${number}`];
  for (const [mark, [first]] of sightings) {
    if (!mark.startsWith('syn ') || !first) continue;
    const began = sightings
      .get(mark)
      ?.some(
        (each) =>
          each.namespace === namespace &&
          each.direction === 'out' &&
          each.source === source &&
          each.sourcePort === sourcePort,
      );
    if (began) return [mark, mark.replace('syn', 'said to')];
  }
  return ['', ''];
}
