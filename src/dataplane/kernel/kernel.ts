/**
 * Makes a program true in the kernel. It knows what the kernel has (read back at the start, then kept in
 * step), compares that with what the rows want, and touches only what differs: one `ip -batch` and one nft
 * transaction for each namespace that changes.
 */
import { type Changed, DesiredState, type Touched, type WantedNamespace } from '../../program/desired.ts';
import type { ActualNamespace } from '../../program/diff.ts';
import { carriesFlows, LINK_ORDER, namespaceKind } from '../../program/namespaceKinds.ts';
import { programsKey } from '../../program/render/objects.ts';
import type { HealthTable, ProgramRow, RowKey, WayOut } from '../../program/rows.ts';
import { namespaceOf, namespacePrefix } from '../namespaces.ts';
import type { FlowCachePort } from './flowCachePort.ts';
import { forgetHalfLinks } from './halfLinks.ts';
import { addNamespaces, listNamespaces, removeNamespaces } from './netns.ts';
import { type NamespacePlan, planOf } from './plan.ts';
import { all, caught } from './planSteps.ts';
import { programmedDevices, readNamespace } from './readBack.ts';

export interface KernelOptions {
  readonly installationId: string;
  /** Undefined where it cannot be: nobody has attached anything then. */
  readonly flowCache?: FlowCachePort;
  /** Where public addresses lead that are nobody's here; nowhere unless said. */
  readonly wayOut?: WayOut;
}

export interface ApplyResult {
  /** Rows whose objects the kernel has not, and its words. */
  readonly failed: readonly { readonly key: RowKey; readonly message: string }[];
}

type KnownContents = ReadonlyMap<string, ActualNamespace>;

const NOTHING: WantedNamespace = new Map();
/** The kernel takes down deleted namespaces in its own time; their links linger until then. */
const SECOND_TRY_MS = 300;
/** Of a repair, to read a namespace between two of its changes. */
const READ_ATTEMPTS = 3;

export class Kernel {
  readonly #installationId: string;
  readonly #flowCache: FlowCachePort | undefined;
  readonly #wayOut: WayOut | undefined;
  #desired: DesiredState;
  /** What each namespace has. One that is in neither this nor `#unread` is not there. */
  readonly #actual = new Map<string, ActualNamespace>();
  /** Namespaces that are there, but with contents unknown. */
  readonly #unread = new Set<string>();
  /** Namespaces changed since a repair began to read them. */
  readonly #changed = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ installationId, flowCache, wayOut }: KernelOptions) {
    this.#installationId = installationId;
    this.#flowCache = flowCache;
    this.#wayOut = wayOut;
    this.#desired = new DesiredState(flowCache?.isOn, wayOut);
    this.#forget();
  }

  /**
   * Makes the kernel so. The same rows again cost nothing.
   *
   * @param where all that has changed since the last time; undefined: anything may have
   */
  apply(rows: ReadonlyMap<RowKey, ProgramRow>, health: HealthTable, where?: Changed): Promise<ApplyResult> {
    return this.#inTurn(() => this.#change(this.#desired.update(rows, health, where)));
  }

  /**
   * Reads everything back and mends what differs from the rows last applied; what is right is not touched. Changes
   * need not wait for it: it reads one namespace after the other, between them.
   */
  async repair(): Promise<ApplyResult> {
    const failed = [...(await this.#inTurn(() => this.#mendNames())).failed];
    for (const name of [...this.#actual.keys()]) failed.push(...(await this.#mendContents(name)).failed);
    return { failed };
  }

  /** Removes every namespace of the installation, and the processes inside. */
  removeAll(): Promise<void> {
    return this.#inTurn(async () => {
      await removeAllNamespaces(this.#installationId);
      this.#desired = new DesiredState(this.#flowCache?.isOn, this.#wayOut);
      this.#forget();
    });
  }

  /** One change at a time. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #change(touched: Touched, read?: KnownContents): Promise<ApplyResult> {
    const failedOnce = await this.#settle(touched, read);
    if (failedOnce.size === 0) return { failed: [] };
    // Something was not as believed, or a removal was still under way in the kernel: look again, and try again.
    await new Promise((resolve) => setTimeout(resolve, SECOND_TRY_MS));
    this.#forget();
    const failed = await this.#settle(new Map());
    return { failed: [...failed].map(([key, message]) => ({ key, message })) };
  }

  /** Everything that is there has to be read back before it is compared. */
  #forget(): void {
    this.#actual.clear();
    for (const name of this.#present()) this.#unread.add(name);
  }

  #present(): Set<string> {
    const prefix = namespacePrefix(this.#installationId);
    return new Set(listNamespaces(prefix).map((name) => name.slice(prefix.length)));
  }

  /** Namespaces that have come or gone behind our back. */
  #mendNames(): Promise<ApplyResult> {
    const present = this.#present();
    for (const name of [...this.#actual.keys()]) if (!present.has(name)) this.#actual.delete(name);
    for (const name of present) if (!this.#actual.has(name)) this.#unread.add(name);
    return this.#change(new Map());
  }

  /** What has been read counts unless a change came in between: then it is read again, at last while none can come. */
  async #mendContents(name: string): Promise<ApplyResult> {
    const contents = await this.#readUnchanged(name);
    return this.#inTurn(async () => {
      if (!this.#actual.has(name)) return { failed: [] };
      this.#unread.add(name);
      const holds = contents && !this.#changed.has(name);
      return this.#change(new Map(), holds ? new Map([[name, contents]]) : undefined);
    });
  }

  async #readUnchanged(name: string): Promise<ActualNamespace | undefined> {
    for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
      this.#changed.delete(name);
      const contents = await this.#contentsOf(name).catch(() => undefined);
      if (!this.#changed.has(name)) return contents;
    }
    return undefined;
  }

  /**
   * Does what differs; gives the rows that failed, with the kernel's words.
   *
   * @param read contents of unread namespaces that are known already
   */
  async #settle(touched: Touched, read?: KnownContents): Promise<Map<RowKey, string>> {
    const fresh = await this.#readBack(read);
    const plans = this.#plans(touched, fresh);
    await this.#create(plans.filter((plan) => plan.creates));
    const kept = plans.filter((plan) => !plan.deletes);
    await all(
      kept,
      () => true,
      (plan) => plan.writeSysctls(),
    );
    for (const rank of [0, 1, 2])
      await all(
        kept,
        (plan) => plan.rank === rank,
        (plan) => plan.runNft(),
      );
    await all(
      kept,
      () => true,
      (plan) => plan.makePairs(),
    );
    for (const kinds of LINK_ORDER) {
      await all(
        kept,
        ({ name }) => kinds.includes(namespaceKind(name)),
        (plan) => plan.configureLinks(),
      );
    }
    await this.#delete(plans.filter((plan) => plan.deletes));
    await this.#followFlows(plans, kept);
    return this.#record(plans);
  }

  /** From the fabric outward: a router that learns a flow relies on those who carry it. */
  async #followFlows(plans: readonly NamespacePlan[], kept: readonly NamespacePlan[]): Promise<void> {
    const flowCache = this.#flowCache;
    if (!flowCache) return;
    for (const kind of ['fabric', 'router']) {
      await all(
        kept,
        ({ name }) => namespaceKind(name) === kind,
        (plan) => plan.runPrograms(flowCache),
      );
    }
    for (const { name } of plans.filter((plan) => plan.deletes)) flowCache.forget(name);
    const now = plans.some((plan) => plan.changesFlows);
    await flowCache.follow(this.#desired.namespaces, now);
  }

  /** Learns the contents of unread namespaces; gives their names. */
  async #readBack(read: KnownContents = new Map()): Promise<Set<string>> {
    for (const name of this.#desired.namespaces.keys()) {
      if (namespaceKind(name) === 'operator' && !this.#actual.has(name)) this.#unread.add(name);
    }
    const names = new Set(this.#unread);
    await Promise.all([...names].map((name) => this.#readOne(name, read.get(name))));
    this.#unread.clear();
    for (const name of names) forgetHalfLinks(name, this.#desired.namespaces, this.#actual);
    return names;
  }

  async #readOne(name: string, known: ActualNamespace | undefined): Promise<void> {
    if (namespaceKind(name) === 'operator') return this.#readForeign(name);
    try {
      const contents = known ?? (await this.#contentsOf(name));
      await this.#lookForPrograms(name, contents);
      this.#actual.set(name, contents);
    } catch {
      // A name without a namespace behind it, left by a crash between two steps: it is made anew.
      await removeNamespaces([this.#fullName(name)]);
    }
  }

  /** One that is not there has nothing; whoever wants something there is told. */
  async #readForeign(name: string): Promise<void> {
    const contents = await readNamespace(this.#fullName(name), {}).catch(() => undefined);
    if (contents) this.#actual.set(name, contents);
    else this.#actual.delete(name);
  }

  /** One that nobody wants is deleted as a whole: its contents do not matter. */
  async #contentsOf(name: string): Promise<ActualNamespace> {
    const object = this.#desired.namespaces.get(name)?.get('namespace')?.object;
    if (object?.kind !== 'namespace') return new Map();
    return readNamespace(this.#fullName(name), object.sysctls);
  }

  async #lookForPrograms(name: string, contents: ActualNamespace): Promise<void> {
    if (contents.size === 0 || !this.#flowCache || !carriesFlows(name)) return;
    const found = await this.#flowCache.look(name, programmedDevices(contents));
    for (const [device, role] of found) contents.set(programsKey(device), role);
  }

  #plans(touched: Touched, fresh: ReadonlySet<string>): NamespacePlan[] {
    const wantedNames = [...this.#desired.namespaces.keys()];
    const absent = wantedNames.filter((name) => !this.#actual.has(name));
    const names = [...new Set([...touched.keys(), ...fresh, ...absent])].sort();
    return names.flatMap((name) => this.#plan(name, fresh.has(name) ? undefined : touched.get(name)) ?? []);
  }

  #plan(name: string, keys: Iterable<string> | undefined): NamespacePlan | undefined {
    const wanted = this.#desired.namespaces.get(name) ?? NOTHING;
    return planOf({
      name,
      wanted,
      actual: this.#actual.get(name),
      keys,
      nameOf: (each) => this.#fullName(each),
    });
  }

  async #create(plans: readonly NamespacePlan[]): Promise<void> {
    const error = await caught(addNamespaces(plans.map(({ name }) => this.#fullName(name))));
    for (const plan of plans) plan.error = error;
  }

  async #delete(plans: readonly NamespacePlan[]): Promise<void> {
    const error = await caught(removeNamespaces(plans.map(({ name }) => this.#fullName(name))));
    for (const plan of plans) plan.error = error;
  }

  #record(plans: readonly NamespacePlan[]): Map<RowKey, string> {
    const failed = new Map<RowKey, string>();
    for (const plan of plans) {
      this.#changed.add(plan.name);
      if (plan.fault) this.#unread.add(plan.name);
      if (plan.fault || plan.deletes) this.#actual.delete(plan.name);
      else this.#actual.set(plan.name, plan.after());
      // Of several faults of a row the first says why: a link's is that of the namespace that it leads to.
      const { message } = plan.fault ?? {};
      for (const key of plan.rows()) if (message && !failed.has(key)) failed.set(key, message);
    }
    return failed;
  }

  #fullName(name: string): string {
    return namespaceOf(this.#installationId, name);
  }
}

/** Removes every namespace of an installation; also after a crash, and twice. */
export async function removeAllNamespaces(installationId: string): Promise<void> {
  await removeNamespaces(listNamespaces(namespacePrefix(installationId)));
}
