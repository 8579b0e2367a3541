/**
 * The flow cache of one installation: its programs on links, its maps, and the flows in them. What is attached needs
 * no process: it outlives the agent, and the next one finds programs and maps again through the links.
 */
import { statSync } from 'node:fs';
import type { WantedNamespace } from '../../program/desired.ts';
import { FABRIC } from '../../program/interfaceNames.ts';
import type { ProgramsObject, ProgramsRole } from '../../program/render/objects.ts';
import type { FlowCachePort } from '../kernel/flowCachePort.ts';
import { namespaceOf, namespacePath } from '../namespaces.ts';
import type { DeviceFacts, Hook, ProgramFacts } from './bpfCalls.ts';
import type { BpfThread } from './bpfThread.ts';
import { FlowTable } from './flowTable.ts';
import { FLOWS_MAP, type Flow, flowClock, SLOTS_MAP } from './layout.ts';
import { kernelName, load, type Maps, OUR_NAMES } from './loader.ts';
import type { ProgramName } from './programs.ts';
import { Sweeper } from './sweeper.ts';
import type { Router, World } from './world.ts';

export interface FlowCacheOptions {
  readonly installationId: string;
  readonly bpf: BpfThread;
  readonly isOn: boolean;
  /** Most entries, two for each connection. */
  readonly entries?: number;
  log(text: string): void;
}

const ROLES: Readonly<Record<ProgramsRole, Readonly<Partial<Record<Hook, ProgramName>>>>> = {
  port: { ingress: 'port_in', egress: 'port_out' },
  uplink: { ingress: 'fab_in', egress: 'fab_out' },
  fabric: { ingress: 'hop_in' },
};

interface OpenMaps extends Maps {
  readonly slotsId: number;
}

interface KnownNamespace {
  readonly inode: number;
  readonly devices: ReadonlyMap<number, string>;
}

export class FlowCache implements FlowCachePort {
  readonly isOn: boolean;
  readonly #options: FlowCacheOptions;
  readonly #bpf: BpfThread;
  readonly #sweeper: Sweeper;
  readonly #known = new Map<string, KnownNamespace>();
  #maps: OpenMaps | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #wanted: ReadonlyMap<string, WantedNamespace> | undefined;

  constructor(options: FlowCacheOptions) {
    this.#options = options;
    this.#bpf = options.bpf;
    this.isOn = options.isOn;
    this.#sweeper = new Sweeper(() => this.#sweep(), options.log);
  }

  async look(namespace: string, devices: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.#look(namespace, devices);
    await this.#adoptOnce(found.flatMap(({ ingress, egress }) => [...ingress, ...egress]));
    return new Map(
      found
        .filter(({ ingress, egress }) => ingress.length + egress.length > 0)
        .map((facts) => [facts.device, roleOf(facts, this.#maps?.slotsId)]),
    );
  }

  async attach(namespace: string, programs: readonly ProgramsObject[]): Promise<void> {
    const path = this.#path(namespace);
    const maps = await this.#inTurn(() => this.#openMaps());
    const names = [...new Set(programs.flatMap(({ state }) => Object.values(ROLES[state])))];
    const loaded = new Map<ProgramName, number>();
    try {
      for (const name of names) loaded.set(name, await load(this.#bpf, name, maps, statSync(path).ino));
      const attachments = (hook: Hook) => programs.flatMap((each) => attachmentOf(each, hook, loaded));
      // What carries a flow comes before what learns it.
      const ordered = [...attachments('ingress'), ...attachments('egress')];
      await this.#bpf.call('attach', { path, names: OUR_NAMES, programs: ordered });
    } finally {
      await this.#bpf.call('close', [...loaded.values()]);
    }
    const known = this.#known.get(namespace)?.devices.values() ?? [];
    await this.#look(namespace, [...new Set([...known, ...programs.map(({ device }) => device)])]);
  }

  async detach(namespace: string, devices: readonly string[]): Promise<void> {
    await this.#bpf.call('detach', { path: this.#path(namespace), names: OUR_NAMES, devices });
  }

  forget(namespace: string): void {
    this.#known.delete(namespace);
  }

  async follow(wanted: ReadonlyMap<string, WantedNamespace>, now: boolean): Promise<void> {
    if (!this.isOn) return;
    this.#wanted = wanted;
    await this.#sweeper.follow(now);
  }

  /** What is carried at present: each direction by itself. */
  async flows(): Promise<Flow[]> {
    return this.#maps ? new FlowTable(this.#bpf, this.#maps.flows).flows() : [];
  }

  /** What is attached goes on without. */
  async close(): Promise<void> {
    await this.#sweeper.close();
    await this.#bpf.close();
  }

  async #look(namespace: string, devices: readonly string[]): Promise<DeviceFacts[]> {
    const path = this.#path(namespace);
    const found = await this.#bpf.call('look', { path, names: OUR_NAMES, devices });
    const byIndex = new Map(found.map(({ ifindex, device }) => [ifindex, device]));
    byIndex.delete(0);
    this.#known.set(namespace, { inode: statSync(path).ino, devices: byIndex });
    return found;
  }

  /** Namespaces are looked at side by side, and the first one with programs has the maps for all. */
  #adoptOnce(programs: readonly ProgramFacts[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const { mapIds } of programs) this.#maps ??= await this.#adopt(mapIds);
    });
  }

  async #adopt(mapIds: readonly number[]): Promise<OpenMaps | undefined> {
    const opened = await Promise.all(mapIds.map((id) => this.#bpf.call('openMap', id)));
    const facts = await Promise.all(opened.map((fd) => this.#bpf.call('mapFacts', fd)));
    const indexOf = (name: string) => facts.findIndex((each) => each.name === name);
    const [flows, slots] = [indexOf(FLOWS_MAP.name), indexOf(SLOTS_MAP.name)];
    const maps = { flows: opened[flows], slots: opened[slots], slotsId: facts[slots]?.id };
    if (isWhole(maps)) return maps;
    await this.#bpf.call('close', opened);
    return undefined;
  }

  async #openMaps(): Promise<OpenMaps> {
    this.#maps ??= await this.#createMaps();
    return this.#maps;
  }

  async #createMaps(): Promise<OpenMaps> {
    const { entries = FLOWS_MAP.entries } = this.#options;
    const flows = await this.#bpf.call('createMap', { ...FLOWS_MAP, entries });
    const slots = await this.#bpf.call('createMap', SLOTS_MAP);
    return { flows, slots, slotsId: (await this.#bpf.call('mapFacts', slots)).id };
  }

  async #sweep(): Promise<void> {
    if (!this.#maps || !this.#wanted) return;
    await new FlowTable(this.#bpf, this.#maps.flows).sweep(this.#world(this.#wanted));
  }

  #world(wanted: ReadonlyMap<string, WantedNamespace>): World {
    const routers = new Map<number, Router>();
    for (const [name, { inode, devices }] of this.#known) {
      const contents = wanted.get(name);
      if (contents && name !== FABRIC) routers.set(inode, { wanted: contents, devices });
    }
    const fabricDevices = this.#known.get(FABRIC)?.devices ?? new Map<number, string>();
    return { routers, fabricDevices, now: flowClock(process.hrtime.bigint()) };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #path(namespace: string): string {
    return namespacePath(namespaceOf(this.#options.installationId, namespace));
  }
}

function attachmentOf(
  { device, state }: ProgramsObject,
  hook: Hook,
  loaded: ReadonlyMap<ProgramName, number>,
) {
  const name = ROLES[state][hook];
  const program = name && loaded.get(name);
  return program === undefined ? [] : [{ device, hook, program }];
}

/** `other`: programs of another version, of other maps, or not all of them. */
function roleOf(facts: DeviceFacts, slotsId: number | undefined): string {
  for (const [role, programs] of Object.entries(ROLES)) {
    if ((['ingress', 'egress'] as const).every((hook) => isAsWanted(facts[hook], programs[hook], slotsId)))
      return role;
  }
  return 'other';
}

function isAsWanted(
  found: readonly ProgramFacts[],
  program: ProgramName | undefined,
  slotsId: number | undefined,
): boolean {
  const [first, ...more] = found;
  if (!program || !first) return !program && !first;
  return more.length === 0 && first.name === kernelName(program) && first.mapIds.includes(slotsId ?? 0);
}

function isWhole(maps: { [K in keyof OpenMaps]: number | undefined }): maps is OpenMaps {
  return Object.values(maps).every((value) => value !== undefined);
}
